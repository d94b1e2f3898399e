namespace Kpanda.Search.Sync;

/// <summary>Why a cluster or kind is not in step: machine words, rendered by <see cref="SearchWords"/>.</summary>
internal static class SyncReasons
{
    public const string Unknown = "sync.unknown";
    public const string Starting = "sync.starting";
    public const string Listing = "sync.listing";
    public const string Unreachable = "sync.unreachable";
    public const string Refused = "sync.refused";
    public const string Paused = "sync.paused";
    public const string LeftOut = "sync.leftOut";
    public const string Failing = "sync.failing";
}
