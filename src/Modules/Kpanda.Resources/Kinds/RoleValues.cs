using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

/// <summary>What lists of roles and bindings show, for them to be sorted by (<see cref="KindDescriptor.SortedValues"/>).</summary>
internal static class RoleValues
{
    public static IReadOnlyDictionary<string, SortedValue> OfRoles { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["rules"] = SortedValue.Number(role => role.Count("rules")),
        ["resources"] = SortedValue.Text(Resources),
    };

    public static IReadOnlyDictionary<string, SortedValue> OfBindings { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["role"] = SortedValue.Text(binding => binding.KindAndName("roleRef")),
        ["users"] = SortedValue.Text(binding => Subjects(binding, "User")),
        ["groups"] = SortedValue.Text(binding => Subjects(binding, "Group")),
        ["serviceAccounts"] = SortedValue.Text(binding => Subjects(binding, "ServiceAccount")),
    };

    private static string Resources(JsonElement role) => string.Join(", ", role.Items("rules")
        .SelectMany(rule => rule.Items("resources").Concat(rule.Items("nonResourceURLs")))
        .Select(name => name.GetString() ?? "").Distinct(StringComparer.Ordinal));

    private static string Subjects(JsonElement binding, string kind) => string.Join(", ", binding.Items("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => subject.Text("namespace") is { Length: > 0 } ns ? $"{ns}/{subject.Text("name")}" : subject.Text("name")));
}
