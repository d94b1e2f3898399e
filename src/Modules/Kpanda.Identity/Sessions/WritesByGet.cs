namespace Kpanda.Identity.Sessions;

/// <summary>Metadata of a route that is published as <c>GET</c> and changes something: a cookie counts only with the CSRF header, and the request is recorded.</summary>
internal sealed class WritesByGet
{
    /// <summary>The only one.</summary>
    public static WritesByGet Instance { get; } = new();
}
