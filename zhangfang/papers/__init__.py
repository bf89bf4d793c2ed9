"""Papers as files: PDF and DOCX, the same bytes for the same paper, made without any network."""
