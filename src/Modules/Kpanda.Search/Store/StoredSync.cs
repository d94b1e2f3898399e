namespace Kpanda.Search.Store;

/// <summary>The row of one kind of one cluster.</summary>
/// <param name="Id">Objects point to it.</param>
/// <param name="ClusterId">The cluster, of those that ever had its name.</param>
/// <param name="ApiVersion">The version in which the objects were read.</param>
/// <param name="Position">Where its watch resumes, as the store has it; empty for nowhere.</param>
internal sealed record StoredSync(long Id, Guid ClusterId, string ApiVersion, string Position);
