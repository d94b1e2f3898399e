using System.Globalization;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Tests;

/// <summary>Objects kept as YAML files under <c>Fixtures/</c>, as a member would answer them.</summary>
internal static class Fixture
{
    /// <summary>When the fixtures were taken: rules that speak of age count from here.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-21T12:00:00Z", CultureInfo.InvariantCulture);

    public static JsonElement Body(string path)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{path}.yaml"));
        YamlReader.TryReadSingle(text, out var root, out var problem).ShouldBeTrue(problem?.ToString());
        return JsonSerializer.SerializeToElement(root);
    }

    public static IndexedObject Indexed(KindDescriptor kind, string path)
    {
        var body = Body(path);
        var metadata = body.GetProperty("metadata");
        var type = GroupVersionKind.Parse(body.GetProperty("apiVersion").GetString()!, kind.Kind);
        var key = new ObjectKey(metadata.TryGetProperty("namespace", out var ns) ? ns.GetString()! : "", metadata.GetProperty("name").GetString()!);
        return new("prod", new(type.Group, type.Version, kind.Resource.Resource), key, body, kind.Status(body, Now));
    }

    /// <summary>What the wire would show of the published shape.</summary>
    public static JsonElement Published(KindDescriptor kind, string path) => JsonSerializer.SerializeToElement<object>(kind.ProjectObject(Indexed(kind, path)), KpandaJson.Options);

    /// <summary>The sentence of a status, as lists, details and overviews show it.</summary>
    public static string Words(this KindStatus status, IErrorWords words, Language language) =>
        new ErrorVocabulary([words]).Render(new Error(ErrorCode.Internal, status.Reason, status.Parameters), language);

    public static void ShouldSay(this KindStatus status, string state, StatusSeverity severity, string reason)
    {
        status.State.ShouldBe(state);
        status.Severity.ShouldBe(severity);
        status.Reason.ShouldBe(reason);
    }
}
