using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kpanda.Server.Configuration;

/// <summary>Reads a YAML file (or JSON, which is YAML): a map whose levels join to keys by dots; a list is joined by semicolons.</summary>
internal static class ConfigurationFile
{
    private const int MaxBytes = 1024 * 1024;

    public static IReadOnlyDictionary<string, string> Read(string path, List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"is larger than {MaxBytes} bytes");
            using var reader = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count == 0) return values;
            if (yaml.Documents[0].RootNode is not YamlMappingNode root) throw new InvalidDataException("is not a map of settings");
            Flatten(root, "", values);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or YamlException)
        {
            problems.Add($"config: {path}: {failure.Message}");
        }

        return values;
    }

    private static void Flatten(YamlMappingNode map, string prefix, Dictionary<string, string> values)
    {
        foreach (var (keyNode, valueNode) in map.Children)
        {
            var key = prefix + keyNode;
            switch (valueNode)
            {
                case YamlMappingNode inner:
                    Flatten(inner, key + ".", values);
                    break;
                case YamlSequenceNode list:
                    values[key] = string.Join(';', list.Children.Select(child => child.ToString()));
                    break;
                default:
                    values[key] = ((YamlScalarNode)valueNode).Value ?? "";
                    break;
            }
        }
    }
}
