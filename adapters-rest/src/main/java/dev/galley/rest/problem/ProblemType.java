package dev.galley.rest.problem;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kinds of failure that clients can tell apart. A code, once published, keeps its meaning: it
 * is a part of the API, as are the pages at {@code /problems/<code>}.
 */
public enum ProblemType {
  /** No credentials, or credentials that are not accepted. */
  UNAUTHENTICATED(
      "unauthenticated",
      HttpStatus.UNAUTHORIZED,
      "Valid credentials are needed",
      "The request carried no bearer token, or one that is not accepted: it has expired, was made by"
          + " another issuer or for another audience, its signature does not fit, or a claim is"
          + " missing. The detail and the WWW-Authenticate header say which. Get a new token and"
          + " send it as 'Authorization: Bearer <token>'. On a local server, 'galley token' makes"
          + " one."),
  /** The caller lacks the AI seat. */
  AI_SEAT_REQUIRED(
      "ai-seat-required",
      HttpStatus.FORBIDDEN,
      "The AI seat is needed",
      "The credentials are valid, but they do not list the seat 'ai', which every call needs. Ask"
          + " whoever manages licences for the seat, then get a new token: seats are read from the"
          + " token, so an old token does not learn of it."),
  /** The caller may not do this. */
  FORBIDDEN(
      "forbidden",
      HttpStatus.FORBIDDEN,
      "This caller may not do that",
      "The caller is known and can see the thing, but the access level, permission or role is too"
          + " low for this operation. Repeating the request does not help; somebody with level 3 can"
          + " share the thing with a higher level, and permissions come with the token."),
  /** The token does not reach this. */
  TOKEN_RESTRICTED(
      "token-restricted",
      HttpStatus.FORBIDDEN,
      "This token does not reach that",
      "The caller came with an API token that only reads or is for one assistant only, or with the"
          + " token of an assistant, which reads that assistant as it is live and reports chats to"
          + " it. The detail says which. What its user may do beyond that needs another token, or a"
          + " JWT of the user's own."),
  /** There is no such thing for this caller. */
  NOT_FOUND(
      "not-found",
      HttpStatus.NOT_FOUND,
      "There is nothing here",
      "No such path, or nothing of that id that this caller may know of. What a caller must not see"
          + " is answered in the same way as what does not exist. Check the id and the tenant of the"
          + " token."),
  /** The assistant has no open draft. */
  NO_DRAFT(
      "no-draft",
      HttpStatus.NOT_FOUND,
      "There is no open draft",
      "The assistant has no draft, or none that this caller may see. The member 'lastDraft', when it"
          + " is there, tells how the last one ended and in which revision: after a commit whose"
          + " answer was lost, that is the proof that it succeeded. POST to _edit opens a new"
          + " draft."),
  /** The revision's content has been pruned. */
  REVISION_PRUNED(
      "revision-pruned",
      HttpStatus.GONE,
      "The content of this revision is no longer kept",
      "The revision existed, and its entry in the history remains, but its content was removed by"
          + " the retention rules. It does not come back; choose a later revision."),
  /** Events behind the cursor have been removed. */
  CURSOR_EXPIRED(
      "cursor-expired",
      HttpStatus.GONE,
      "Events behind the cursor are no longer kept",
      "Between the cursor and now events were removed by the retention rules, or the store was put"
          + " back to an earlier state, so that reading on would leave a gap. Take a new cursor with"
          + " 'after=latest', then load the current state through the link, then go on from the new"
          + " cursor: what changes in between is in the state, in the events, or in both."),
  /** The request breaks a rule of its shape. */
  INVALID_REQUEST(
      "invalid-request",
      HttpStatus.BAD_REQUEST,
      "The request breaks a rule of its shape",
      "The request was understood as HTTP, but its body, its query or a header is not what the"
          + " operation takes. Each entry of 'errors' names one place: 'pointer' is a JSON pointer"
          + " (RFC 6901) into the body, 'parameter' a query or path parameter, 'header' a header."
          + " Nothing was changed. Correct the request before sending it again."),
  /** The body is longer than the server takes. */
  BODY_TOO_LARGE(
      "body-too-large",
      HttpStatus.BAD_REQUEST,
      "The body is too large",
      "The body is longer than this server takes for the operation; the detail names the limit, in"
          + " bytes after decompression. Nothing was changed. Send less, or send large pieces as"
          + " files."),
  /** If-Match names another state. */
  PRECONDITION_FAILED(
      "precondition-failed",
      HttpStatus.PRECONDITION_FAILED,
      "The thing has changed since it was read",
      "The If-Match header names a state that is no longer the current one: somebody else wrote in"
          + " between. Nothing was changed. Fetch the thing again, apply the change to what is there"
          + " now, and send it with the new ETag."),
  /** The write needs If-Match or another statement of what it builds upon. */
  PRECONDITION_REQUIRED(
      "precondition-required",
      HttpStatus.PRECONDITION_REQUIRED,
      "The request must say which state it builds upon",
      "This write is only accepted with a statement of the state that it was made for: an If-Match"
          + " header with the ETag of the last read, or 'expectedRevision' beside 'force'. It guards"
          + " against overwriting what somebody else has just written."),
  /** The body was fetched before somebody else's change. */
  CHANGED_SINCE_READ(
      "changed-since-read",
      HttpStatus.CONFLICT,
      "The body was read before somebody else's change",
      "The 'updatedAt' or 'revision' in the body is not the current one, so the body was fetched"
          + " before another change. Nothing was changed. 'changedPaths', 'changedBy' and"
          + " 'changedAt' say what happened; fetch again and repeat the edit there."),
  /** Live has moved past the draft's base. */
  LIVE_CHANGED(
      "live-changed",
      HttpStatus.CONFLICT,
      "Live has changed since the draft was opened",
      "The draft was made of an older revision than the one that is live now. Nothing was"
          + " committed. 'revisions' lists who changed what since then. Compare both sides and"
          + " rebase the draft through the links: it then has what live has gained, and can be"
          + " committed. Or commit over live with 'force=true' and 'expectedRevision' set to"
          + " 'currentRevision': what is then overridden stays in the history as a revision."),
  /** Live and draft contradict each other. */
  MERGE_CONFLICT(
      "merge-conflict",
      HttpStatus.CONFLICT,
      "Live and the draft contradict each other",
      "Both have changed the same places since the draft was opened, each in its own way. Nothing"
          + " was changed. Each entry of 'conflicts' shows one place with the values of base, live"
          + " and draft; a value that is missing there is not there on that side. Repeat the rebase"
          + " with 'resolutions' that name the path of each and what to take: live, draft, or a"
          + " value. Set 'expectedRevision' to 'currentRevision', so that nothing is decided about"
          + " a live state that nobody has seen."),
  /** A restore would replace the draft that is open. */
  DRAFT_EXISTS(
      "draft-exists",
      HttpStatus.CONFLICT,
      "There is a draft already",
      "An assistant has one draft, and what is restored would take its place. Nothing was changed."
          + " Commit or discard the draft first. Or repeat the request with 'replace=true': the"
          + " draft goes on with what is restored, and what it held stays in its history, so that"
          + " undo brings it back."),
  /** Some chosen changes refer to others that were not chosen. */
  COMMIT_INCOMPLETE(
      "commit-incomplete",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "The chosen changes refer to some that are left behind",
      "With only the changes in 'paths', live would refer to something that is still only in the"
          + " draft. Nothing was committed. Each entry of 'references' shows the place that refers"
          + " and what is missing: add that to 'paths', or take out what refers to it."),
  /** There is no earlier head. */
  NOTHING_TO_UNDO(
      "nothing-to-undo",
      HttpStatus.CONFLICT,
      "There is nothing to undo",
      "The draft is at the oldest head of its history that can be reached. Discarding the draft"
          + " takes everything back that it changed."),
  /** There is no later head. */
  NOTHING_TO_REDO(
      "nothing-to-redo",
      HttpStatus.CONFLICT,
      "There is nothing to redo",
      "The draft is at the newest head of its history: nothing was undone, or it was changed after"
          + " that. What such a change cut off can still be read by its number in the history."),
  /** No more entries can be pinned. */
  TOO_MANY_PINS(
      "too-many-pins",
      HttpStatus.CONFLICT,
      "No more entries can be pinned or named",
      "Only so many entries of a draft's history can be pinned or named; the detail says how many."
          + " Take a pin and its label from another entry first."),
  /** An agent of that id is there. */
  AGENT_EXISTS(
      "agent-exists",
      HttpStatus.CONFLICT,
      "There is an agent of that id",
      "Agents are named by whoever creates them, and this id is taken. Send another one."),
  /** The last Admin would go. */
  LAST_ADMIN(
      "last-admin",
      HttpStatus.CONFLICT,
      "Nobody else is an Admin",
      "An agent needs an Admin, or nobody could change it any more. Make somebody else one first."),
  /** An agent has as many members as it can have. */
  TOO_MANY_MEMBERS(
      "too-many-members",
      HttpStatus.CONFLICT,
      "The agent has no room for more members",
      "The detail says how many members an agent can have. Take one away first."),
  /** Others have working copies of what is to be deleted. */
  DRAFTS_OPEN(
      "drafts-open",
      HttpStatus.CONFLICT,
      "Others are at work on it",
      "Other users have open drafts of the agent; 'drafts' says how many. They would be lost. To"
          + " delete it all the same, repeat the request with 'force=true'."),
  /** A user has as many working copies as he can have. */
  TOO_MANY_DRAFTS(
      "too-many-drafts",
      HttpStatus.CONFLICT,
      "You have too many drafts",
      "The detail says how many drafts, of one agent or of personas, a user can have open. Commit or discard one"
          + " first."),
  /** A user has as many API tokens as he can have. */
  TOO_MANY_TOKENS(
      "too-many-tokens",
      HttpStatus.CONFLICT,
      "You have too many API tokens",
      "The detail says how many API tokens a user can have. Those that have expired make room by"
          + " themselves; revoke one of the others first."),
  /** The working copy that the caller has seen is not there any more. */
  DRAFT_GONE(
      "draft-gone",
      HttpStatus.CONFLICT,
      "The draft is gone",
      "The request names a version of a draft that is not there any more. 'lastDraft' tells whether"
          + " it was committed, and as which revision, or discarded, when, and from which of your"
          + " clients. To begin a new draft here, repeat the request without If-Match."),
  /** The working copy is found under another revision. */
  DRAFT_MOVED(
      "draft-moved",
      HttpStatus.CONFLICT,
      "The draft was rebased",
      "The draft stands on another revision since it was rebased, and is found there: see the link"
          + " 'draft'."),
  /** Another client was faster. */
  STALE_DRAFT(
      "stale-draft",
      HttpStatus.CONFLICT,
      "The draft has changed since you read it",
      "Another of your clients has written. 'currentVersion' is the version now, 'changedPaths'"
          + " where the draft differs from what you sent. Keep what you have, read the draft, bring"
          + " the two together, and repeat with the new version in If-Match."),
  /** There are newer revisions. */
  BASE_OUTDATED(
      "base-outdated",
      HttpStatus.CONFLICT,
      "There are newer revisions than the draft's base",
      "Committing would leave out what the newer revisions have changed; 'revisions' tells who"
          + " changed what and when. Compare, and rebase the draft; or commit over them with"
          + " 'force=true&expectedRevision=' and the number of the newest."),
  /** The flow can't be a revision. */
  INVALID_FLOW(
      "invalid-flow",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "The flow is not complete",
      "A revision needs a flow with exactly one ENTRY_POINT and one EXIT_POINT step, known types of"
          + " steps, and every step on a way from the one to the other. 'errors' names each place. A"
          + " draft may be incomplete; it says the same as 'warnings'."),
  /** Somebody has decided on the proposal already. */
  ALREADY_DECIDED(
      "already-decided",
      HttpStatus.CONFLICT,
      "The proposal has been decided on",
      "A proposal is decided once. 'verdict' says what became of it: accepted, rejected, or expired"
          + " when nobody decided in time; 'decidedBy' and 'decidedAt' say who did so and when. The"
          + " same decision again is answered as the first one was. To have it otherwise, change"
          + " the draft, or propose the change anew."),
  /** What a proposal speaks of has changed meanwhile. */
  STALE_PROPOSAL(
      "stale-proposal",
      HttpStatus.CONFLICT,
      "The draft has changed in what the proposal speaks of",
      "Since the proposal was made, the draft has been changed in the same fields;"
          + " 'changedFields' names them. Nothing was changed. Look at the draft and at the"
          + " proposal, then reject it, or write to the draft what is right."),
  /** Who has proposed decides. */
  OWN_PROPOSAL(
      "own-proposal",
      HttpStatus.FORBIDDEN,
      "A token does not decide on its own proposal",
      "The proposal was made with the very API token that now decides on it. A person, or another"
          + " token, has to decide: give each tool a token of its own."),
  /** The operation's key of another request. */
  OPERATION_KEY_REUSED(
      "key-reused",
      HttpStatus.CONFLICT,
      "The idempotency key was used for another request",
      "The 'idempotency_key' in the body names one operation, and came with another request before."
          + " Nothing was changed. Use a new UUID for a new request, and the same body for a"
          + " retry."),
  /** An operation is too long ago. */
  KEY_FORGOTTEN(
      "key-forgotten",
      HttpStatus.CONFLICT,
      "What came with the idempotency key is too long ago",
      "The 'idempotency_key' in the body was that of an operation, or names a proposal, of this"
          + " draft. It has had its effect, and nothing was changed now. Answers are known of the"
          + " last operations and proposals only, keys for longer. The draft's ledger tells what"
          + " was done; use a new UUID to do something else."),
  /** Too many proposals are open. */
  TOO_MANY_PROPOSALS(
      "too-many-proposals",
      HttpStatus.CONFLICT,
      "The draft has no room for another proposal",
      "Only so many proposals of a draft can wait for a decision, and together they can only say so"
          + " much; the detail tells which. Accept or reject one first."),
  /** The draft of a persona lacks something. */
  DRAFT_INCOMPLETE(
      "draft-incomplete",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "The draft can not be published as it is",
      "A persona needs a name and instructions, nothing in it may be pending, and no proposal may"
          + " wait for a decision. Each entry of 'errors' names one thing, at a member of the"
          + " draft. Nothing was published."),
  /** Gates stop the commit. */
  COMMIT_BLOCKED(
      "commit-blocked",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "Gates stop the commit",
      "Each gate that is installed looks at a commit before it happens, and at least one of them says"
          + " no. 'reasons' lists everything that stops it, each with the gate and the path;"
          + " 'warnings' what would not. Change the draft, then commit again; POST to _check tells"
          + " the same without committing."),
  /** A plugin was not taken in. */
  PLUGIN_REFUSED(
      "plugin-refused",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "The plugin was not taken in",
      "The jar is not trusted, or the plugin in it does not come up; the detail says why. Nothing was"
          + " changed: a plugin that it would have replaced goes on."),
  /** Plugins are not taken over HTTP. */
  PLUGIN_UPLOAD_OFF(
      "plugin-upload-off",
      HttpStatus.CONFLICT,
      "Plugins are not taken over HTTP",
      "The server takes plugins from its folder only. Its operator can allow uploads with"
          + " galley.plugins.upload, which needs galley.plugins.require-signature."),
  /** A plugin can't be written to its folder. */
  PLUGIN_NOT_KEPT(
      "plugin-not-kept",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The plugin can not be kept",
      "The plugin is good, but its file can not be written to the server's folder of plugins: the"
          + " disk may be full, or the folder not be writable. What ran before goes on. The reason is"
          + " in the server's log; when it is mended, send the same request again.",
      Duration.ofSeconds(30)),
  /** A plugin gives no answer. */
  TEMPLATE_FAILED(
      "template-failed",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The plugin of this kind of skill gives no answer",
      "The plugin that brings the skill's template has failed or takes too long. Nothing was"
          + " changed, and everything else works. Try again after the time in Retry-After; if it"
          + " lasts, the operator sees the reason at GET /api/admin/plugins.",
      Duration.ofSeconds(30)),
  /** A gate can't be asked now. */
  GATE_NOT_ASKED(
      "gate-not-asked",
      HttpStatus.SERVICE_UNAVAILABLE,
      "A gate can not be asked now",
      "Every gate looks at every commit, and one of them has too much to do now. Nothing was"
          + " changed. Send the same request again after the time in Retry-After.",
      Duration.ofSeconds(5)),
  /** The path names a draft where a live thing is wanted. */
  ALREADY_A_DRAFT(
      "already-a-draft",
      HttpStatus.CONFLICT,
      "This is a draft already",
      "A draft of a draft cannot be opened. Edit this draft, or use the id of its original, which is"
          + " in 'editingId'."),
  /** The assistant is protected against direct changes. */
  DRAFT_REQUIRED(
      "draft-required",
      HttpStatus.CONFLICT,
      "Changes must go through a draft",
      "The assistant is protected: its live content is only changed by committing a draft. POST to"
          + " _edit, change the draft, and commit it."),
  /** The wanted slug belongs to another assistant. */
  SLUG_TAKEN(
      "slug-taken",
      HttpStatus.CONFLICT,
      "The slug is taken",
      "Another assistant of this owner has the slug that was asked for. Choose another, or leave"
          + " 'slug' out: then one is derived from the name and made unique."),
  /** Keys are being rotated. */
  ROTATION_RUNNING(
      "rotation-running",
      HttpStatus.CONFLICT,
      "The keys are being rotated",
      "One rotation of the keys by which secrets are sealed is under way, and a second one at the same"
          + " time would be of no use. Wait until it has ended; then start another one, if need be.",
      Duration.ofMinutes(1)),
  /** The assistant has such a dataset, reference or secret already. */
  ALREADY_ATTACHED(
      "already-attached",
      HttpStatus.CONFLICT,
      "The assistant has it already",
      "An assistant has a dataset or a reference of one id only once, and a secret of one name. The"
          + " member 'id' says which it is: change that one with PUT, or add another one."),
  /** A user and a team have the id that was named without its kind. */
  AMBIGUOUS_PRINCIPAL(
      "ambiguous-principal",
      HttpStatus.CONFLICT,
      "A user and a team have this id",
      "Both a user and a team of this id are meant by the path. Add '?principalType=user' or"
          + " '?principalType=team'."),
  /** Nobody but the owning team's admins could administer it any more. */
  LAST_ADMIN_SHARE(
      "last-admin-share",
      HttpStatus.CONFLICT,
      "The last share of level 3 would go",
      "A team owns the assistant, and no other share lets anybody administer it. If the team has no"
          + " admin, only an admin of the tenant could do so afterwards. Give somebody else level 3"
          + " first, or repeat the request with 'force=true'."),
  /** The same request with this Idempotency-Key is still running. */
  REQUEST_IN_FLIGHT(
      "request-in-flight",
      HttpStatus.CONFLICT,
      "The same request is still running",
      "A request with this Idempotency-Key has not finished. Wait as long as Retry-After says and"
          + " send the same request with the same key; it will be answered with the first one's"
          + " result.",
      Duration.ofSeconds(1)),
  /** The thing was made by an earlier request whose answer is not repeated. */
  ALREADY_CREATED(
      "already-created",
      HttpStatus.CONFLICT,
      "An earlier request with this key has made it",
      "The request with this Idempotency-Key succeeded, and its answer showed a credential, which is"
          + " shown once and never stored. The link leads to what was made. If the credential is"
          + " lost, revoke it and make another with a new key."),
  /** The Idempotency-Key was used for another request. */
  KEY_REUSED(
      "key-reused",
      HttpStatus.UNPROCESSABLE_ENTITY,
      "The idempotency key was used for another request",
      "An Idempotency-Key names one request: the same key came with another body. Nothing was"
          + " changed. Use a new key for a new request, and the same bytes for a retry. The same"
          + " holds for an 'idempotency_key' in the body of POST /persona/draft, where the status"
          + " is 409."),
  /** Too many writers at the same moment. */
  CONTENDED(
      "contended",
      HttpStatus.SERVICE_UNAVAILABLE,
      "Too many writers at the same moment",
      "So many writers changed the same thing that this write did not come through. Nothing was"
          + " changed. Send the same request again after the time in Retry-After, with some random"
          + " delay added.",
      Duration.ofSeconds(1)),
  /** The store does not answer. */
  STORE_UNAVAILABLE(
      "store-unavailable",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The store does not answer",
      "The server can not reach its store. Nothing was changed. Send the same request again after"
          + " the time in Retry-After.",
      Duration.ofSeconds(5)),
  /** The store did not say whether the write happened. */
  OUTCOME_UNKNOWN(
      "outcome-unknown",
      HttpStatus.SERVICE_UNAVAILABLE,
      "It is not known whether the write happened",
      "The store was lost while it saved, or after it had saved and before the answer was made: the"
          + " change may have happened, or a part of it, or not. Do not simply repeat the request. After the time in Retry-After, read the thing to see whether the change"
          + " is there; a POST that carried an Idempotency-Key, or a write with If-Match, can be"
          + " repeated as it was.",
      Duration.ofSeconds(5)),
  /** The server follows the feed for as many clients as it can. */
  TOO_MANY_STREAMS(
      "too-many-streams",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The server has no room for another stream",
      "As many clients follow events on this server as it has room for. Try again after the time in"
          + " Retry-After, or read the same events page by page: pages need no such room.",
      Duration.ofSeconds(10)),
  /** The credentials can not be checked now. */
  CREDENTIALS_UNCHECKABLE(
      "credentials-uncheckable",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The credentials can not be checked now",
      "The token may be good, but the key to check it with can not be had: the issuer's key server"
          + " does not answer, or was asked a moment ago and is not asked again so soon. Keep the"
          + " token and send the request again after the time in Retry-After.",
      Duration.ofSeconds(15)),
  /** A quota or the disk is full. */
  STORAGE_FULL(
      "storage-full",
      HttpStatus.INSUFFICIENT_STORAGE,
      "There is no room left",
      "The server has no room for what the request would keep. Nothing was changed, and reading goes"
          + " on. Delete what is not needed, or ask the operator for room.",
      Duration.ofMinutes(1)),
  /** The server's key does not open the secrets in the store. */
  SECRETS_LOCKED(
      "secrets-locked",
      HttpStatus.SERVICE_UNAVAILABLE,
      "The secrets can not be opened",
      "The key of this server does not open what secrets are sealed by, so that they can neither be"
          + " read nor written. Nothing was changed, and everything else works. The operator has to"
          + " start the server with the key by which they were sealed.",
      Duration.ofMinutes(1)),
  /** The path does not take this method. */
  METHOD_NOT_ALLOWED(
      "method-not-allowed",
      HttpStatus.METHOD_NOT_ALLOWED,
      "The path does not take this method",
      "There is something at this path, but not for this HTTP method. The Allow header lists the"
          + " methods that it takes."),
  /** No representation that the client takes. */
  NOT_ACCEPTABLE(
      "not-acceptable",
      HttpStatus.NOT_ACCEPTABLE,
      "There is no representation of the wanted type",
      "The Accept header names no media type in which this can be answered. Most answers are"
          + " application/hal+json or application/json; leaving Accept out always works."),
  /** The body's media type is not taken. */
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body has a type that is not taken",
      "The Content-Type header names a media type that this operation does not take, or there is"
          + " none. JSON bodies are sent as application/json, or a type that ends in +json, in"
          + " UTF-8."),
  /** The part of a file that was asked for is not there. */
  RANGE_NOT_SATISFIABLE(
      "range-not-satisfiable",
      HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
      "There are no such bytes",
      "The Range header asks for bytes behind the end. The Content-Range header gives the length."),
  /** The caller sends more than allowed. */
  TOO_MANY_REQUESTS(
      "too-many-requests",
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests",
      "The caller has sent more requests, or keeps more of them open, than allowed. Nothing was"
          + " changed. Wait as long as Retry-After says, then go on more slowly.",
      Duration.ofSeconds(1)),
  /** The request line is too long. */
  URI_TOO_LONG(
      "uri-too-long",
      HttpStatus.REQUEST_URI_TOO_LONG,
      "The request line is too long",
      "Path and query together are longer than the server reads. Send less in the query."),
  /** The headers are too long. */
  HEADERS_TOO_LARGE(
      "headers-too-large",
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
      "The headers are too large",
      "The header lines together are longer than the server reads. The usual reason is a token with"
          + " very many teams."),
  /** A fault of the server. */
  INTERNAL_ERROR(
      "internal-error",
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The server made a mistake",
      "Something went wrong that is no fault of the request. Whether a write happened is not known:"
          + " read before repeating it. The member 'requestId' is in the server's log beside the"
          + " cause; hand it to the operator.");

  private static final Map<String, ProblemType> BY_CODE =
      Arrays.stream(values())
          // One code can have another status in the body of a request than in its header.
          .collect(
              Collectors.toMap(ProblemType::code, Function.identity(), (other, header) -> header));

  private final String code;
  private final HttpStatus status;
  private final String title;
  private final String explanation;
  private final Optional<Duration> retryAfter;

  ProblemType(String code, HttpStatus status, String title, String explanation) {
    this(code, status, title, explanation, Optional.empty());
  }

  ProblemType(
      String code, HttpStatus status, String title, String explanation, Duration retryAfter) {
    this(code, status, title, explanation, Optional.of(retryAfter));
  }

  ProblemType(
      String code,
      HttpStatus status,
      String title,
      String explanation,
      Optional<Duration> retryAfter) {
    this.code = code;
    this.status = status;
    this.title = title;
    this.explanation = explanation;
    this.retryAfter = retryAfter;
  }

  /** The type of that code. */
  public static Optional<ProblemType> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The stable name on the wire. */
  public String code() {
    return code;
  }

  /** The reference that stands in {@code type} and leads to the page. */
  public String uri() {
    return "/problems/" + code;
  }

  /** The HTTP status. */
  public HttpStatus status() {
    return status;
  }

  /** A short sentence, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** What it means and how to go on, for developers. */
  public String explanation() {
    return explanation;
  }

  /** How long to wait before the next try, when the occurrence says nothing else. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
