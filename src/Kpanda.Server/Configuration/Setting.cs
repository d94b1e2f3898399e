namespace Kpanda.Server.Configuration;

/// <summary>One thing that can be configured: flag <c>--key</c>, environment <c>KPANDA_KEY</c>, entry <c>key</c> of the file.</summary>
/// <param name="Key">Lower case with hyphens; a dot is a level in the file.</param>
/// <param name="Default">Value when nobody says; empty for none.</param>
/// <param name="Help">One line.</param>
internal sealed record Setting(string Key, string Default, string Help)
{
    /// <summary>Never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether there is a flag. Secrets have none: everybody on the machine can read command lines.</summary>
    public bool HasFlag { get; init; } = true;

    /// <summary>True or false. <c>--no-key</c> is false.</summary>
    public bool IsSwitch => Default is "true" or "false";

    public string Environment => "KPANDA_" + Key.Replace('-', '_').Replace('.', '_').ToUpperInvariant();
}
