using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Api.Printing;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>watch: the changes of a collection as they come, one JSON object a line.</summary>
internal sealed class WatchVerb
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestDefault = TimeSpan.FromMinutes(30);

    private readonly ApiRequest request;
    private readonly ListQuery query;
    private readonly AcceptedForm form;
    private readonly bool converts;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private bool tableHeaderSent;

    private WatchVerb(ApiRequest request, ListQuery query, AcceptedForm form)
    {
        this.request = request;
        this.query = query;
        this.form = form;
        converts = KindVersions.Differs(request.Cluster, request.Kind);
    }

    public static async Task<Answer> RunAsync(ApiRequest request, AcceptedForm form)
    {
        var (query, failure) = ListQuery.Parse(request);
        if (query is null) return failure!;
        if (query.ResourceVersion.Length > 0 && !long.TryParse(query.ResourceVersion, CultureInfo.InvariantCulture, out _))
            return Failure.BadRequest($"Invalid value: \"{query.ResourceVersion}\": strconv.ParseUint: parsing \"{query.ResourceVersion}\": invalid syntax");
        await new WatchVerb(request, query, form).RunAsync();
        return WrittenAnswer.Instance;
    }

    private async Task RunAsync()
    {
        request.Http.Response.StatusCode = StatusCodes.Status200OK;
        request.Http.Response.ContentType = "application/json";
        request.Http.Response.Headers.CacheControl = "no-cache, private";
        await request.Http.Response.StartAsync(request.Cancel);

        // Servers end watches after a while so that clients spread over replicas; the exact time is theirs to choose.
        var length = query.Timeout ?? ShortestDefault + (ShortestDefault * Random.Shared.NextDouble());
        using var deadline = new CancellationTokenSource(length, request.Cluster.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, request.Cancel, request.Stopping, request.Cluster.Store.Life);
        try
        {
            await FollowAsync(both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // The end of the watch's time, or the client has gone, or the server goes, or its store is another.
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        var store = request.Cluster.Store;
        _ = long.TryParse(query.ResourceVersion, CultureInfo.InvariantCulture, out var from);
        if (query.SendInitialEvents == true && from > store.Version)
        {
            SendError(Failure.VersionTooLarge(query.ResourceVersion, store.Version));
            await FlushAsync(cancel);
            return;
        }

        if (from == 0 || query.SendInitialEvents == true)
        {
            if (query.SendInitialEvents != false) from = SendExisting(store);
            else from = store.Version;
        }

        if (query.ResourceVersion is not ("" or "0") && request.Cluster.Faults.ExpiresWatch())
        {
            SendError(Failure.Expired($"too old resource version: {from} ({store.Version})"));
            await FlushAsync(cancel);
            return;
        }

        await FlushAsync(cancel);
        var cursor = store.Watch(request.Kind.Storage, from);
        List<StoreEvent> changes = [];
        while (true)
        {
            changes.Clear();
            if (!cursor.TryRead(changes, out var next))
            {
                SendError(Failure.Expired($"too old resource version: {from} ({store.OldestVersion(request.Kind.Storage)})"));
                await FlushAsync(cancel);
                return;
            }

            foreach (var change in changes) Send(change);
            await FlushAsync(cancel);
            if (next.IsCompleted) continue;
            if (!query.AllowBookmarks)
            {
                await next.WaitAsync(cancel);
            }
            else if (await Task.WhenAny(next, Task.Delay(BookmarkEvery, request.Cluster.Time, cancel)) != next)
            {
                cancel.ThrowIfCancellationRequested();
                // A watch from a version that is yet to come is told nothing until then.
                if (cursor.Version > store.Version) continue;
                SendBookmark(cursor.Version, false);
                await FlushAsync(cancel);
            }
        }
    }

    private long SendExisting(ObjectStore store)
    {
        var list = store.Snapshot(request.Kind.Storage, request.Namespace);
        foreach (var item in list.Items)
        {
            if (query.Selects(item)) SendObject("ADDED", item);
        }

        if (query.SendInitialEvents == true && query.AllowBookmarks) SendBookmark(list.ResourceVersion, true);
        return list.ResourceVersion;
    }

    // An object that enters or leaves the selection is added or deleted for this watcher.
    private void Send(StoreEvent change)
    {
        if (request.Namespace.Length > 0 && change.Object.Key.Namespace != request.Namespace) return;
        var before = change.Old is not null && query.Selects(change.Old);
        var after = change.Type != StoreEventType.Deleted && query.Selects(change.Object);
        if (after) SendObject(before ? "MODIFIED" : "ADDED", change.Object);
        else if (before) SendObject("DELETED", change.Type == StoreEventType.Deleted ? change.Object : LastSelected(change));
    }

    // What a watcher sees of an object that left its selection is the last state it selected, with the version of the change.
    private static StoredObject LastSelected(StoreEvent change)
    {
        var node = change.Old!.ToNode();
        node["metadata"]!["resourceVersion"] = change.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        return StoredObject.From(change.Object.Resource, node);
    }

    private void SendObject(string type, StoredObject obj)
    {
        var served = converts ? KindVersions.ToServed(request.Cluster, request.Kind, obj) : obj;
        if (form.Table) SendJson(type, KubeJson.ToUtf8(Row(served)));
        else if (form.MetadataOnly) SendJson(type, KubeJson.ToUtf8(PartialMetadata.Of(served)));
        else SendJson(type, served.Json.Span);
    }

    // The columns come with the first row only.
    private JsonObject Row(StoredObject obj)
    {
        var table = TablePrinter.Print(request.Cluster, request.Kind, [obj], obj.ResourceVersion, request.Query["includeObject"].ToString(), form.Version);
        if (tableHeaderSent) table["columnDefinitions"] = null;
        tableHeaderSent = true;
        return table;
    }

    private void SendBookmark(long version, bool endOfInitial)
    {
        var meta = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (endOfInitial) meta["annotations"] = new JsonObject { [InitialEventsEnd] = "true" };
        var bookmark = new JsonObject { ["kind"] = request.Kind.Kind, ["apiVersion"] = request.Kind.Gvk.ApiVersion, ["metadata"] = meta };
        if (form.Table)
        {
            bookmark = TablePrinter.Print(request.Cluster, request.Kind, [], version, "", form.Version);
            bookmark["metadata"] = meta.DeepClone();
            bookmark["columnDefinitions"] = null;
        }
        else if (form.MetadataOnly)
        {
            bookmark = PartialMetadata.Of(bookmark);
        }

        SendJson("BOOKMARK", KubeJson.ToUtf8(bookmark));
    }

    private void SendError(KubeStatus status) => SendJson("ERROR", AnswerWriter.Status(status));

    private void SendJson(string type, ReadOnlySpan<byte> json)
    {
        buffer.Write("{\"type\":\""u8);
        Encoding.UTF8.GetBytes(type, buffer);
        buffer.Write("\",\"object\":"u8);
        buffer.Write(json);
        buffer.Write("}\n"u8);
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        if (buffer.WrittenCount > 0)
        {
            await request.Http.Response.Body.WriteAsync(buffer.WrittenMemory, cancel);
            buffer.ResetWrittenCount();
        }

        await request.Http.Response.Body.FlushAsync(cancel);
    }
}
