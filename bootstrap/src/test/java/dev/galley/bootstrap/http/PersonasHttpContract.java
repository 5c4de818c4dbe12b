package dev.galley.bootstrap.http;

/** All that a server has to keep of personas over HTTP, whichever store it has. */
interface PersonasHttpContract
    extends PersonaDraftsHttpContract,
        PersonaProposalsHttpContract,
        PersonaPublishingHttpContract,
        PersonaResourcesHttpContract,
        PersonaHistoryHttpContract {}
