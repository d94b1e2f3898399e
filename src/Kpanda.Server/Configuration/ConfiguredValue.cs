namespace Kpanda.Server.Configuration;

/// <summary>A value and who said it: <c>default</c>, <c>flag</c>, <c>environment KPANDA_X</c> or <c>file /etc/kpanda.yaml</c>.</summary>
internal sealed record ConfiguredValue(Setting Setting, string Value, string Origin)
{
    /// <summary>The value as it may be printed.</summary>
    public string Printable => !Setting.IsSecret || Value.Length == 0 ? Value : "********";
}
