namespace Kpanda.Server.Configuration;

/// <summary>Puts the sources together: flags before environment before file before defaults.</summary>
internal sealed class ConfiguredValues
{
    private readonly Dictionary<string, ConfiguredValue> _values;

    private ConfiguredValues(Dictionary<string, ConfiguredValue> values) => _values = values;

    public IEnumerable<ConfiguredValue> All => Settings.All.Select(setting => _values[setting.Key]);

    public string this[Setting setting] => _values[setting.Key].Value;

    public static ConfiguredValues Gather(IReadOnlyDictionary<string, string> flags, IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var path = flags.GetValueOrDefault(Settings.Config.Key) ?? environment.GetValueOrDefault(Settings.Config.Environment) ?? "";
        var file = path.Length > 0 ? ConfigurationFile.Read(path, problems) : new Dictionary<string, string>();
        var known = Settings.All.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(file.Keys.Where(key => !known.Contains(key)).Select(key => $"{key}: there is no such setting ({path})"));
        return new(Settings.All.ToDictionary(setting => setting.Key, setting => Find(setting, flags, environment, file, path), StringComparer.Ordinal));
    }

    private static ConfiguredValue Find(
        Setting setting, IReadOnlyDictionary<string, string> flags, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> file, string path)
    {
        if (flags.TryGetValue(setting.Key, out var value)) return new(setting, value, "flag");
        if (environment.TryGetValue(setting.Environment, out value) && value.Length > 0) return new(setting, value, $"environment {setting.Environment}");
        return file.TryGetValue(setting.Key, out value) ? new(setting, value, $"file {path}") : new(setting, setting.Default, "default");
    }
}
