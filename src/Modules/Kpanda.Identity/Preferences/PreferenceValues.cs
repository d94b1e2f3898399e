namespace Kpanda.Identity.Preferences;

/// <summary>What a person chose, by name. In a change, null forgets a choice; those that are not named stay.</summary>
internal sealed record PreferenceValues(IReadOnlyDictionary<string, string?>? Values);
