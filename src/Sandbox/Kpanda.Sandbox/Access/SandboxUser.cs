namespace Kpanda.Sandbox.Access;

/// <summary>Who a request comes from, as the API server sees it.</summary>
public sealed record SandboxUser(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>The uid, empty where there is none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Further facts about the user, such as those that <c>Impersonate-Extra-*</c> carries.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
