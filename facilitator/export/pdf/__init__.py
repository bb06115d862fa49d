"""Papers as PDF: Khmer set right, official parts, charts; sees only documents and the ground floor."""
