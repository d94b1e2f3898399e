using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>
/// The whole state of a store in one file: a header (its version, and the newest change of each kind), then one object a line after its group and resource. Written beside the old file and
/// moved over it, so that a crash leaves one of the two whole.
/// </summary>
internal static class StoreSnapshot
{
    private const int Format = 1;

    // More than a cluster makes between two savings.
    private const long LostVersions = 1_000_000;

    /// <summary>Writes the file.</summary>
    /// <returns>The version of the store that it holds.</returns>
    public static async Task<long> WriteAsync(ObjectStore store, string path, JsonObject header, CancellationToken cancel)
    {
        var (kinds, version) = store.Everything();
        header["changes"] = new JsonObject(kinds.Select(kind => KeyValuePair.Create($"{kind.Resource.Group}/{kind.Resource.Resource}", (JsonNode?)kind.LastChange)));
        header["format"] = Format;
        header["resourceVersion"] = version;
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(temporary, options))
        {
            await file.WriteAsync(KubeJson.ToUtf8(header), cancel);
            foreach (var obj in kinds.SelectMany(kind => kind.Objects))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes($"\n{obj.Resource.Group}/{obj.Resource.Resource} "), cancel);
                await file.WriteAsync(obj.Json, cancel);
            }

            await file.WriteAsync("\n"u8.ToArray(), cancel);
        }

        File.Move(temporary, path, overwrite: true);
        return version;
    }

    /// <summary>The header of a file, or null where there is no readable one.</summary>
    public static JsonObject? ReadHeader(string path)
    {
        if (!File.Exists(path)) return null;
        using var reader = new StreamReader(path);
        try
        {
            return JsonNode.Parse(reader.ReadLine() ?? "") is JsonObject header && header.Number("format") == Format ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fills the store from the file.</summary>
    /// <exception cref="InvalidDataException">The file ends early or has a line that was not written so.</exception>
    public static void Load(ObjectStore store, string path)
    {
        using var reader = new StreamReader(path);
        try
        {
            var header = JsonNode.Parse(reader.ReadLine()!)!.AsObject();
            var changes = header["changes"]!.AsObject().ToDictionary(change => ResourceOf(change.Key), change => change.Value!.GetValue<long>());
            List<StoredObject> objects = [];
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0) continue;
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                objects.Add(StoredObject.From(ResourceOf(line[..space]), JsonNode.Parse(line[(space + 1)..])!.AsObject()));
            }

            var version = header.Number("resourceVersion") ?? 1;
            if (header["last"]?.GetValue<bool>() != true)
            {
                // Changes came after these and are lost. Their versions are never used again, so that nobody takes a new change for one that he knows.
                version += LostVersions;
                foreach (var resource in changes.Keys) changes[resource] = version;
            }

            store.Restore(changes, objects, version);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            throw new InvalidDataException($"The kept state {Path.GetFileName(path)} is damaged.", e);
        }
    }

    private static GroupResource ResourceOf(string words)
    {
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        return new(words[..slash], words[(slash + 1)..]);
    }
}
