package dev.galley.contract;

/**
 * Everything that a store has to keep. A store adds {@link AtomicityContract} when failures can be
 * put into it.
 */
public interface WholeStoreContract
    extends AssistantsContract,
        NamesContract,
        AssistantSearchContract,
        RevisionsContract,
        SnapshotsContract,
        EventLogContract,
        ReceiptsContract,
        AggregatesContract,
        ItemsContract,
        JournalsContract,
        WorkingCopiesContract,
        FollowersContract,
        ConcurrencyContract,
        CollectingContract,
        HousekeepingContract,
        EarlierLivesContract,
        LeftoversContract,
        UsageContract,
        LeasesContract,
        OutboxContract,
        RelayContract,
        EventFeedContract,
        ModelsContract,
        ArchiveContract {}
