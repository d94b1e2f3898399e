using Kpanda.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>Paths of the product API that can be followed live. Registered with dependency injection by the module that maps them.</summary>
public interface ILivePaths
{
    /// <summary>Understands a path.</summary>
    /// <param name="segments">The path below <c>/apis/kpanda.io/v1alpha1</c>.</param>
    /// <param name="query">Its parameters, for paths whose rows differ by one.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Null where it is none of these paths; the error to answer with where a member does not serve what it names.</returns>
    ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken);
}
