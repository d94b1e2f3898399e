using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Tests.Sync;

/// <summary>
/// Just enough of an API server to be synced from: aggregated discovery with versions of its documents, lists, watches with history, and the faults that real ones have. Tests change it directly.
/// </summary>
internal sealed class FakeMember : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Resource, ObjectKey Key), JsonObject> _objects = [];
    private readonly List<(long Version, string Resource, ObjectKey Key, string Type, string Json)> _history = [];
    private readonly Dictionary<string, (string Kind, bool Namespaced)> _kinds = new()
    {
        ["configmaps"] = ("ConfigMap", true),
        ["namespaces"] = ("Namespace", false),
        ["pods"] = ("Pod", true),
        ["secrets"] = ("Secret", true),
        ["services"] = ("Service", true),
    };

    private WebApplication? _app;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _watches = new();
    private int _documents;
    private int _unchanged;
    private long _version = 100;
    private long _oldest;

    public Uri Server => new(_app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>How often a collection was listed with more than one object asked for.</summary>
    public ConcurrentDictionary<string, int> Lists { get; } = new();

    /// <summary>Where lists of collections are counted while they run.</summary>
    public Crowd? Listing { get; set; }

    /// <summary>Where discoveries are counted while they run.</summary>
    public Crowd? Discovering { get; set; }

    /// <summary>Where watches are counted while they are being opened.</summary>
    public Crowd? Watching { get; set; }

    /// <summary>Whether each watch event is sent twice.</summary>
    public bool Duplicates { get; set; }

    /// <summary>Collections that may not be read (403).</summary>
    public ConcurrentDictionary<string, bool> Forbidden { get; } = new();

    /// <summary>Discovery documents that were sent whole.</summary>
    public int Documents => Volatile.Read(ref _documents);

    /// <summary>Times that it was enough to say that a discovery document is still the same.</summary>
    public int Unchanged => Volatile.Read(ref _unchanged);

    /// <summary>Whether watch events come in another order: of two of one object the later first, and after any other event the one before it once more.</summary>
    public bool Reorders { get; set; }

    public static async Task<FakeMember> StartAsync()
    {
        var member = new FakeMember();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        member._app = builder.Build();
        member._app.Run(member.AnswerAsync);
        await member._app.StartAsync();
        return member;
    }

    /// <summary>Serves a kind of the core group from now on.</summary>
    public void Serve(string resource, string kind, bool namespaced)
    {
        lock (_lock) _kinds[resource] = (kind, namespaced);
    }

    /// <summary>Serves it no more.</summary>
    public void Withdraw(string resource)
    {
        lock (_lock) _kinds.Remove(resource);
    }

    public void Put(string resource, string ns, string name, Action<JsonObject>? change = null)
    {
        lock (_lock)
        {
            var key = (resource, new ObjectKey(ns, name));
            var isNew = !_objects.TryGetValue(key, out var obj);
            obj = isNew ? New(resource, ns, name) : (JsonObject)obj!.DeepClone();
            change?.Invoke(obj);
            obj["metadata"]!["resourceVersion"] = Text(++_version);
            _objects[key] = obj;
            Note(resource, isNew ? "ADDED" : "MODIFIED", obj);
        }
    }

    public void Delete(string resource, string ns, string name)
    {
        lock (_lock)
        {
            if (!_objects.Remove((resource, new ObjectKey(ns, name)), out var obj)) return;
            obj["metadata"]!["resourceVersion"] = Text(++_version);
            Note(resource, "DELETED", obj);
        }
    }

    /// <summary>Changes that no watch sees one without the others.</summary>
    public void AtOnce(Action<FakeMember> change)
    {
        lock (_lock) change(this);
    }

    /// <summary>The <c>spec</c> of every object of a collection: what an index must agree with.</summary>
    public Dictionary<ObjectKey, int> Values(string resource)
    {
        lock (_lock)
        {
            return _objects.Where(pair => pair.Key.Resource == resource).ToDictionary(pair => pair.Key.Key, pair => pair.Value["spec"]!.GetValue<int>());
        }
    }

    /// <summary>Ends every watch that is open.</summary>
    public void CutWatches()
    {
        lock (_lock)
        {
            _watches.Cancel();
            _watches = new CancellationTokenSource();
        }
    }

    /// <summary>Forgets the history: watches that resume get 410.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            // At once, so that no watch goes on past what it did not see.
            _oldest = _version;
            _history.Clear();
            CutWatches();
        }
    }

    public async ValueTask DisposeAsync()
    {
        CutWatches();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app!.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private JsonObject New(string resource, string ns, string name)
    {
        var metadata = new JsonObject { ["name"] = name, ["uid"] = Guid.CreateVersion7().ToString(), ["creationTimestamp"] = "2026-01-01T00:00:00Z" };
        if (_kinds[resource].Namespaced) metadata["namespace"] = ns;
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = _kinds[resource].Kind, ["metadata"] = metadata };
    }

    private void Note(string resource, string type, JsonObject obj)
    {
        var metadata = obj["metadata"]!;
        _history.Add((_version, resource, new ObjectKey(metadata["namespace"]?.GetValue<string>() ?? "", metadata["name"]!.GetValue<string>()), type, obj.ToJsonString()));
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        return path switch
        {
            "api" => Crowd.InAsync(Discovering, () => DiscoveryAsync(http, CoreGroup())),
            "apis" => DiscoveryAsync(http, []),
            _ when path.Split('/') is ["api", "v1", "namespaces", var ns, var resource, var name] => ObjectAsync(http, resource, new(ns, name)),
            _ when path.StartsWith("api/v1/", StringComparison.Ordinal) && Serves(path[7..]) =>
                Forbidden.ContainsKey(path[7..]) ? StatusAsync(http, 403, "Forbidden")
                : http.Request.Query["watch"].ToString() is "true" or "1" ? WatchAsync(http, path[7..]) : Crowd.InAsync(IsPoll(http) ? null : Listing, () => ListAsync(http, path[7..])),
            _ => StatusAsync(http, 404, "NotFound"),
        };
    }

    // Whether there is anything at all.
    private static bool IsPoll(HttpContext http) => http.Request.Query["limit"].ToString() == "1";

    private bool Serves(string resource)
    {
        lock (_lock) return _kinds.ContainsKey(resource);
    }

    private JsonArray CoreGroup()
    {
        lock (_lock)
        {
            var resources = _kinds.Select(JsonNode (kind) => new JsonObject
            {
                ["resource"] = kind.Key,
                ["responseKind"] = new JsonObject { ["kind"] = kind.Value.Kind },
                ["scope"] = kind.Value.Namespaced ? "Namespaced" : "Cluster",
                ["verbs"] = new JsonArray("list", "watch", "get"),
            });
            return [new JsonObject { ["metadata"] = new JsonObject(), ["versions"] = new JsonArray(new JsonObject { ["version"] = "v1", ["resources"] = new JsonArray([.. resources]) }) }];
        }
    }

    private Task DiscoveryAsync(HttpContext http, JsonArray groups)
    {
        var document = new JsonObject { ["kind"] = "APIGroupDiscoveryList", ["items"] = groups }.ToJsonString();
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document)))}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            Interlocked.Increment(ref _unchanged);
            http.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        Interlocked.Increment(ref _documents);
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(document);
    }

    private Task ObjectAsync(HttpContext http, string resource, ObjectKey key)
    {
        string? json;
        lock (_lock) json = _objects.TryGetValue((resource, key), out var obj) ? obj.ToJsonString() : null;
        if (json is null) return StatusAsync(http, 404, "NotFound");
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }

    // metadata.namespace!=a,metadata.namespace!=b
    private static bool IsSelected(HttpContext http, string ns) =>
        !http.Request.Query["fieldSelector"].ToString().Split(',').Contains($"metadata.namespace!={ns}");

    private Task ListAsync(HttpContext http, string resource)
    {
        if (!IsPoll(http)) Lists.AddOrUpdate(resource, 1, (_, count) => count + 1);
        JsonObject list;
        lock (_lock)
        {
            var items = _objects.Where(pair => pair.Key.Resource == resource && IsSelected(http, pair.Key.Key.Namespace)).Select(JsonNode? (pair) => pair.Value.DeepClone());
            list = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = $"{_kinds[resource].Kind}List",
                ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_version) },
                ["items"] = new JsonArray([.. items]),
            };
        }

        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(list.ToJsonString());
    }

    private async Task WatchAsync(HttpContext http, string resource)
    {
        // As API servers do that have no watch-list: whoever asks for one lists instead.
        if (http.Request.Query.ContainsKey("sendInitialEvents"))
        {
            await StatusAsync(http, 422, "Invalid");
            return;
        }

        var position = long.Parse(http.Request.Query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
        CancellationToken cut;
        lock (_lock)
        {
            cut = _watches.Token;
            if (position < _oldest) position = -1;
        }

        if (position < 0)
        {
            await StatusAsync(http, 410, "Expired");
            return;
        }

        http.Response.ContentType = "application/json";
        await Crowd.InAsync(Watching, () => http.Response.StartAsync());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut, http.RequestAborted);
        try
        {
            while (true)
            {
                Task changed;
                List<(long Version, string Resource, ObjectKey Key, string Type, string Json)> news;
                lock (_lock)
                {
                    if (either.IsCancellationRequested) return;
                    changed = _changed.Task;
                    news = [.. _history.Where(entry => entry.Resource == resource && entry.Version > position && IsSelected(http, entry.Key.Namespace))];
                }

                for (var i = 0; i < news.Count; i++)
                {
                    var line = Line(news[i]);
                    if (Reorders && i + 1 < news.Count && news[i + 1].Key == news[i].Key) line = Line(news[++i]) + line;
                    else if (Reorders && i > 0) line += Line(news[i - 1]);
                    await http.Response.WriteAsync(Duplicates ? line + line : line, either.Token);
                    position = news[i].Version;
                }

                await http.Response.Body.FlushAsync(either.Token);
                await changed.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test cut the watch, or the watcher went.
        }
    }

    private static string Line((long Version, string Resource, ObjectKey Key, string Type, string Json) entry) =>
        $$"""{"type":"{{entry.Type}}","object":{{entry.Json}}}""" + "\n";

    private static Task StatusAsync(HttpContext http, int code, string reason)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(new { kind = "Status", apiVersion = "v1", status = "Failure", reason, message = reason, code }));
    }
}
