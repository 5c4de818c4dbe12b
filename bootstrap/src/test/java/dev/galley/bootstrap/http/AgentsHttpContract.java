package dev.galley.bootstrap.http;

/** All that a server has to keep of agents over HTTP, whichever store it has. */
interface AgentsHttpContract
    extends AgentLifeHttpContract,
        AgentRevisionsHttpContract,
        AgentAccessHttpContract,
        WorkingCopiesHttpContract,
        CopyHistoryHttpContract,
        CopyCommitHttpContract,
        CopyRebaseHttpContract,
        DraftStreamsHttpContract {}
