"""The questions that staff are asked, one file for each subject."""
