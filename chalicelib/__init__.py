"""The citizens' hotline: entrypoints → usecases → domain, with store and providers behind ports."""
