using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>What a <see cref="LiveQuestion"/> means at one moment.</summary>
/// <param name="Key">Whose subscriptions are the same.</param>
/// <param name="Query">What matches.</param>
/// <param name="Scope">Within which rights.</param>
/// <param name="Completion">With what rows are completed; null where they are not.</param>
/// <param name="LookedAt">Other objects whose change may make it mean something else.</param>
internal sealed record LiveAnswer(FeedKey Key, ResourceQuery Query, AccessScope Scope, ListRequest? Completion, IReadOnlyList<ResourceQuery> LookedAt);
