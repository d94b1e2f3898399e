using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>The account that the import guide makes in a cluster: its commands, as a person copies them, in a shell with kubectl. Taken away in the end.</summary>
internal sealed class GuideAccount : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-guide-").FullName;
    private readonly TimeSpan _patience;

    private GuideAccount(TimeSpan patience) => _patience = patience;

    /// <summary>The kubeconfig that the commands wrote.</summary>
    public string Kubeconfig => File.ReadAllText(Path.Combine(_folder, "kpanda.kubeconfig"));

    /// <summary>Makes it, as the administrator of the cluster.</summary>
    public static async Task<GuideAccount> MakeAsync(HttpClient client, string administrator, TimeSpan patience)
    {
        var guides = await client.GetFromJsonAsync<JsonObject>("/api/v1/import-guides", TestContext.Current.CancellationToken);
        var steps = guides!["items"]!.AsArray().Single(guide => (string?)guide!["distribution"] == "")!["steps"]!.AsArray();
        var account = new GuideAccount(patience);
        await File.WriteAllTextAsync(account.Administrator, administrator, TestContext.Current.CancellationToken);
        // The first step is the vendor's way to the cluster; here it is the kubeconfig.
        foreach (var step in steps.Skip(1)) await account.RunAsync((string)step!["commands"]!);
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kubectl delete clusterrolebinding/kpanda-access clusterrole/kpanda-access namespace/kpanda-access --wait=false");
        Directory.Delete(_folder, recursive: true);
    }

    private string Administrator => Path.Combine(_folder, "administrator.kubeconfig");

    private async Task RunAsync(string commands)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-eu", "-c", commands]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = Administrator;
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0, $"{commands}\n{await errors}{await output}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
