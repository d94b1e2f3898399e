using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Query;

namespace Kpanda.Search.Ask;

/// <summary>A search within one kind: what the index is asked, for whom, and whose owners count.</summary>
internal sealed record KindQuestion(SearchedKind Kind, KindTable Table, ResourceQuery Query, AccessScope Scope, HashSet<Guid>? Owners);
