"""Files of a case: sent in, scanned and cleaned, handed out."""
