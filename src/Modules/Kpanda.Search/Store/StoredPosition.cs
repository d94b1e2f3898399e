namespace Kpanda.Search.Store;

/// <summary>Where a watch resumes: a position means something only in the API version that it was told in.</summary>
internal readonly record struct StoredPosition(string ApiVersion, string Position);
