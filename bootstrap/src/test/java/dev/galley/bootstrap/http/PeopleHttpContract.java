package dev.galley.bootstrap.http;

/** What people do around an assistant. */
interface PeopleHttpContract
    extends SharesHttpContract,
        OwnerHttpContract,
        CommentsHttpContract,
        AuditHttpContract,
        DraftListHttpContract,
        AssistantStreamsHttpContract {}
