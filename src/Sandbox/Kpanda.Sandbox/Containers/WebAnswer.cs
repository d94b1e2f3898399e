namespace Kpanda.Sandbox.Containers;

/// <summary>What the HTTP server of a container answers.</summary>
internal sealed record WebAnswer(int Code, string Media, byte[] Body)
{
    /// <summary>The words behind the code.</summary>
    public string Reason => Code switch
    {
        200 => "OK",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Bad Request",
    };
}
