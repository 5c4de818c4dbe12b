package dev.galley.bootstrap.http;

/** All that a server has to keep over HTTP, whichever store it has. */
interface AssistantsHttpContract
    extends WalkThroughHttpContract,
        CreateHttpContract,
        BodiesHttpContract,
        ReadHttpContract,
        UpdateHttpContract,
        DraftsHttpContract,
        TrustHttpContract,
        SkillsHttpContract,
        AttachmentsHttpContract,
        SecretsHttpContract,
        FilesHttpContract,
        CatalogHttpContract,
        RevisionsHttpContract,
        CompareHttpContract,
        ListHttpContract,
        DeleteHttpContract,
        AccessHttpContract,
        AccessMatrixHttpContract,
        TokensHttpContract,
        AssistantTokenHttpContract,
        PeopleHttpContract,
        EventsHttpContract,
        OutboxHttpContract,
        IdempotencyHttpContract,
        ConcurrencyHttpContract {}
