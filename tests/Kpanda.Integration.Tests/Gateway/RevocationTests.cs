using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>A watch, a log, an exec and a port-forward that are open through the platform end with what they were opened with. How long it took is printed; three seconds are promised.</summary>
public sealed class RevocationTests(ServerProcess server, ITestOutputHelper output)
{
    private const string Cluster = "gateway-revoked";
    private const string Pod = $"/k8s/clusters/{Cluster}/api/v1/namespaces/default/pods/held";
    private const string Tokens = "/apis/ghippo.io/v1alpha1/current-user/accesstoken";

    // Many times what is promised: the machine may be slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsOpen_EndsWithItsTokenItsSessionAndItsCluster()
    {
        var api = new ProductApi(server.Client);
        await api.PostAsync("/clusters", new { name = Cluster, kubeConfigString = (await server.StartSandboxAsync("revoked", 88, ["v1.36.2"])).Single() });
        await Deadline.ForAsync("the cluster to run", Patience, async _ => await api.GetAsync($"/clusters/{Cluster}") is var read && (string?)read["status"]!["phase"] == "Running" ? read : null);
        await RunPodAsync();

        var (token, id) = await NewTokenAsync("revoked");
        await EndsAsync("token revoked", token, () => server.Client.DeleteAsync($"{Tokens}s/{id}", Stop));

        var session = await SignInAsync();
        await EndsAsync("signed out", session, async () =>
        {
            using var client = Client(session);
            return await client.PostAsync("/auth/logout", null, Stop);
        });

        (token, id) = await NewTokenAsync("elsewhere");
        await EndsAsync("token ended in the database, as by another replica", token, async () =>
        {
            await using var database = new SqliteConnection($"Data Source={Path.Combine(server.Data, "kpanda.db")}");
            await database.OpenAsync(Stop);
            await using var command = database.CreateCommand();
            command.CommandText = "DELETE FROM credentials WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            (await command.ExecuteNonQueryAsync(Stop)).ShouldBe(1);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });

        (token, _) = await NewTokenAsync("removed");
        await EndsAsync("cluster removed", token, async () =>
        {
            await api.DeleteAsync($"/clusters/{Cluster}");
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
    }

    private async Task EndsAsync(string cause, string token, Func<Task<HttpResponseMessage>> happens)
    {
        using var client = Client(token);
        using var exec = await SwitchAsync(token, "v5.channel.k8s.io", $"{Pod}/exec?command=cat&stdin=true&stdout=true&container=held");
        using var forward = await SwitchAsync(token, "v4.channel.k8s.io", $"{Pod}/portforward?ports=80");
        await using var watch = await client.GetStreamAsync($"/k8s/clusters/{Cluster}/api/v1/namespaces/default/pods?watch=1", Stop);
        await using var log = await client.GetStreamAsync($"{Pod}/log?follow=true&container=held", Stop);
        Task<string>[] ends = [EndAsync("watch", token => watch.ReadAsync(new byte[4096], token).AsTask()), EndAsync("log", token => log.ReadAsync(new byte[4096], token).AsTask()), EndAsync("exec", exec), EndAsync("port-forward", forward)];

        var began = Stopwatch.GetTimestamp();
        using (var answer = await happens()) answer.EnsureSuccessStatusCode();
        var decided = Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(ends).WaitAsync(Patience, Stop);

        output.WriteLine($"{cause}: decided after {decided.TotalMilliseconds:0} ms, all streams ended after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    // Until nothing comes any more, with or without a goodbye.
    private static async Task<string> EndAsync(string name, Func<CancellationToken, Task<int>> read)
    {
        try
        {
            while (await read(Stop) > 0)
            {
                // What it has to say does not matter here.
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or WebSocketException)
        {
            // Cut.
        }

        return name;
    }

    private static Task<string> EndAsync(string name, ClientWebSocket socket) => EndAsync(name, async token =>
        await socket.ReceiveAsync(new byte[4096], token) is { MessageType: not WebSocketMessageType.Close } ? 1 : 0);

    private async Task RunPodAsync()
    {
        var pod = new
        {
            apiVersion = "v1",
            kind = "Pod",
            metadata = new { name = "held" },
            spec = new { containers = new[] { new { name = "held", image = "nginx:1.27", ports = new[] { new { containerPort = 80 } } } } },
        };
        using (var made = await server.Client.PostAsJsonAsync($"/k8s/clusters/{Cluster}/api/v1/namespaces/default/pods", pod, Stop)) made.EnsureSuccessStatusCode();
        await Deadline.ForAsync("the pod to run", Patience, async token =>
            await server.Client.GetFromJsonAsync<JsonObject>(Pod, token) is { } read && read["status"]!["containerStatuses"]?[0]?["ready"]?.GetValue<bool>() == true ? read : null);
    }

    private async Task<(string Token, string Id)> NewTokenAsync(string name)
    {
        using var issued = await server.Client.PostAsJsonAsync(Tokens, new { name = $"{Cluster} {name}", expiredAt = "" }, Stop);
        var token = JsonNode.Parse(await issued.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop))!;
        return (token["token"]!.ToString(), token["id"]!.ToString());
    }

    private async Task<string> SignInAsync()
    {
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        using var signedIn = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerProcess.Password }, Stop);
        return JsonNode.Parse(await signedIn.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop))!["token"]!.ToString();
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = server.Client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task<ClientWebSocket> SwitchAsync(string token, string protocol, string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(new Uri(server.Client.BaseAddress!, path)) { Scheme = "ws" }.Uri, Stop);
        return socket;
    }
}
