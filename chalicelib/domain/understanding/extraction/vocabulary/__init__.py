"""The words by which names, addresses and labels are recognised."""
