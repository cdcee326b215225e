"""The citizens' hotline: web → usecases → domain, with stores and providers behind ports."""
