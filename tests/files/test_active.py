"""What can act by itself, or holds something else, is refused however well it hides."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from shared.files.checked import FileRefused, Why
from shared.files.inspection import inspect
from tests.files.things import EXCEL, WORD, a_docx, a_pdf, an_odt, relation, relations, script, with_nested_script


def with_action(key: str, value: pikepdf.Object) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value

    return a_pdf(change)


def with_annotation(subtype: str) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype))])

    return a_pdf(change)


def with_attachment(pdf: Pdf) -> None:
    pdf.attachments["inside.exe"] = b"MZ"


def with_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))


def with_far_contents(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"", F="/etc/passwd")


def spelt_otherwise(data: bytes) -> bytes:
    """The same, with a name written so that a search for it finds nothing."""
    spelt = data.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/#4aS ")
    assert spelt != data
    return spelt


ACTIVE = [
    (a_pdf(with_nested_script), "a script deep in a link"),
    (a_pdf(with_nested_script, object_stream_mode=ObjectStreamMode.generate), "packed, so that no search finds it"),
    (spelt_otherwise(a_pdf(with_nested_script)), "spelt otherwise"),
    (with_action("/OpenAction", script()), "a script as it opens"),
    (with_action("/OpenAction", Dictionary(S=Name.URI, URI="https://a.example")), "a web page as it opens"),
    (with_action("/OpenAction", Dictionary(S=Name.Launch, F="cmd.exe")), "a program as it opens"),
    (with_action("/AA", Dictionary(WC=Dictionary(S=Name.Named))), "an action as it closes"),
    (with_action("/Names", Dictionary(JavaScript=Dictionary(Names=Array([])))), "a list of scripts"),
    (with_action("/Foo", Dictionary(S=Name.SubmitForm)), "sends what was typed elsewhere"),
    (with_action("/Foo", Array([Array([Dictionary(S=Name.GoToE)])])), "opens a file inside"),
    (a_pdf(with_attachment), "a program inside"),
    (a_pdf(with_form), "a form with a program"),
    (a_pdf(with_far_contents), "contents in another file"),
    *((with_annotation(one), one) for one in ("RichMedia", "Movie", "Screen", "3D", "FileAttachment", "Sound")),
    (a_docx({"word/vbaProject.bin": b"macro"}), "macros"),
    (a_docx(main=WORD.replace("document.main", "document.macroEnabled.main")), "says that it has macros"),
    (a_docx({"word/embeddings/oleObject1.bin": b"ole"}), "an object of another program"),
    (a_docx({"word/activeX/activeX1.xml": "<a/>"}), "a control"),
    (
        a_docx({"word/_rels/document.xml.rels": relations(relation("attachedTemplate", "https://a.example/x.dotm"))}),
        "a template from elsewhere",
    ),
    (
        a_docx({"word/_rels/document.xml.rels": relations(relation("image", "https://a.example/seen.png"))}),
        "a picture that tells who looks",
    ),
    (a_docx({"word/_rels/document.xml.rels": relations(relation("oleObject", "x", "Internal"))}), "an object"),
    (a_docx(words='<w:fldSimple w:instr=" DDEAUTO cmd "/>'), "a field that starts a program"),
    (a_docx(words="<w:instrText> DD</w:instrText><w:r/><w:instrText>EAUTO cmd </w:instrText>"), "one in two pieces"),
    (a_docx({"word/footnotes.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "words that unfold"),
    (a_docx({"xl/externalLinks/externalLink1.xml": "<a/>"}, main=EXCEL), "figures from another file"),
    (a_docx({"xl/connections.xml": "<a/>"}, main=EXCEL), "figures from a database"),
    (a_docx({"xl/macrosheets/sheet1.xml": "<a/>"}, main=EXCEL), "macros of the old kind"),
    (an_odt({"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
    (an_odt({"content.xml": '<a xmlns:s="urn:s"><s:event-listener/></a>'}), "a script for an event"),
    (an_odt({"content.xml": '<a xmlns:x="urn:x"><image x:href="https://a.example/seen.png"/></a>'}), "tells who looks"),
    (an_odt({"Object 1": b"ole"}, manifest='<e m:media-type="application/vnd.sun.star.oleobject"/>'), "an object"),
]


@pytest.mark.parametrize(("data", "reason"), ACTIVE)
def test_what_can_act_by_itself_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        inspect(data, "statement.pdf")
    assert (refused.value.why, refused.value.name) == (Why.ACTIVE, "statement.pdf"), reason
