"""Appointments, and what customers ask us to explain."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _while(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Appointments with their times; questions about what a message means."""
    _appointments()
    _meanings()


def _appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("with_whom", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("bring", sa.String(length=1000), nullable=False),
        sa.Column("interpreter", sa.String(length=40), nullable=False),
        sa.Column("words_in", sa.String(length=8), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("another_by", sa.Date(), nullable=True),
        sa.Column("told_late_on", sa.Date(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("at_least_one_minute")),
        sa.CheckConstraint("(state = 'another-time') = (another_by IS NOT NULL)", name=op.f("another_by_if_asked_for")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_appointments_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointments_uid")),
    )
    op.create_index(op.f("ix_appointments_case_id"), "appointments", ["case_id"], unique=False)
    op.create_index("ix_appointments_to_remind", "appointments", ["remind_on", "id"], **_while("reminded_at IS NULL"))
    op.create_index(
        "ix_appointments_another_by", "appointments", ["another_by", "id"], **_while("another_by IS NOT NULL")
    )
    op.create_table(
        "appointment_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_times_appointment_id_appointments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_times")),
        sa.UniqueConstraint("appointment_id", "starts_at", name=op.f("uq_appointment_times_appointment_id_starts_at")),
    )


def _meanings() -> None:
    op.create_table(
        "meanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("explain_by", sa.Date(), nullable=False),
        sa.Column("explained_at", sa.DateTime(), nullable=True),
        sa.Column("told_late_on", sa.Date(), nullable=True),
        sa.CheckConstraint("answer_id IS NULL OR explained_at IS NOT NULL", name=op.f("answer_only_if_explained")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_meanings_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["contacts.id"], name=op.f("fk_meanings_message_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["contacts.id"], name=op.f("fk_meanings_question_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["contacts.id"], name=op.f("fk_meanings_answer_id_contacts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meanings")),
    )
    op.create_index(op.f("ix_meanings_case_id"), "meanings", ["case_id"], unique=False)
    op.create_index("ix_meanings_owed", "meanings", ["explain_by", "id"], **_while("explained_at IS NULL"))


def downgrade() -> None:
    """Back to what was before; tasks about them go with them."""
    op.execute("DELETE FROM tasks WHERE what IN ('explain', 'circumstances', 'appointment')")
    for table in ("meanings", "appointment_times", "appointments"):
        op.drop_table(table)
