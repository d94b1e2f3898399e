using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Benchmarks.Identity;

/// <summary>Ten thousand people in a thousand groups: how long their lists take, what a sign-in costs beside its hash, and what five thousand sessions weigh.</summary>
internal static class IdentityBench
{
    private const int Rounds = 30;
    private const int SignIns = 5;

    private static readonly string[] Lists =
    [
        "users?pageSize=20", "users?pageSize=20&page=400", "users?pageSize=20&search=99", "users?pageSize=20&sortBy=createdAt&sortDir=desc", "groups?pageSize=20", "groups?pageSize=1000", "groups?pageSize=20&search=99",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var (users, groups, sessions) = (arguments.Number("users", 10_000), arguments.Number("groups", 1_000), arguments.Number("sessions", 5_000));
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-sandbox");
        await server.SignInAsync(cancellationToken);
        var secrets = await IdentityRows.FillAsync(server.StateFile, users, groups, sessions, cancellationToken);
        var figures = new List<Figure>();
        foreach (var list in Lists) figures.Add(new(list, await MedianAsync(() => server.Client.GetStringAsync($"/apis/ghippo.io/v1alpha1/{list}", cancellationToken)), "ms", 50));

        var hash = await MedianAsync(() => Task.Run(() => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(ServerProcess.Password), new byte[16], 600_000, HashAlgorithmName.SHA256, 32), cancellationToken), SignIns);
        var signIn = await MedianAsync(
            async () => (await server.Client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerProcess.Password }, cancellationToken)).EnsureSuccessStatusCode(), SignIns);
        figures.Add(new("hash of a password (600,000 rounds)", hash, "ms", null));
        figures.Add(new("sign-in beside its hash", Math.Max(0, signIn - hash), "ms", 300));

        var before = server.ResidentMegabytes();
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var watch = Stopwatch.StartNew();
        foreach (var secret in secrets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/apis/ghippo.io/v1alpha1/current-user");
            request.Headers.Add("Cookie", $"kpanda-session={secret}");
            (await client.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode().Dispose();
        }

        figures.Add(new($"first request of {sessions.ToString("N0", CultureInfo.InvariantCulture)} sessions, each", watch.Elapsed.TotalMilliseconds / secrets.Count, "ms", null));
        figures.Add(new($"memory of {sessions.ToString("N0", CultureInfo.InvariantCulture)} sessions", Math.Max(0, server.ResidentMegabytes() - before), "MB", 100));
        return figures;
    }

    private static async Task<double> MedianAsync(Func<Task> act, int rounds = Rounds)
    {
        await act();
        var taken = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        taken.Sort();
        return taken[taken.Count / 2];
    }
}
