using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Lists;

/// <summary>Adds to the query of a list what its path says beyond cluster and namespace.</summary>
/// <param name="query">The query with everything that the parameters say.</param>
/// <param name="request">Where to look other objects up, so that a list that is followed is asked anew when they change.</param>
/// <param name="cancellationToken">Ends the question.</param>
public delegate ValueTask<ResourceQuery> Narrowing(ResourceQuery query, ListRequest request, CancellationToken cancellationToken);
