using System.Diagnostics;
using System.Globalization;

namespace Kpanda.Integration.Tests;

/// <summary><c>kpanda-server sandbox</c> as a process.</summary>
public sealed class SandboxCommandTests
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Kpanda.Server", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "kpanda-server"));

    // Ctrl-C takes the same way, but is ignored by what a shell starts in the background, as CI does.
    [Fact]
    public async Task Termination_EndsIt()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-sandbox-").FullName;
        using var process = Process.Start(new ProcessStartInfo(Program, ["sandbox", "--clusters", "1", "--pods", "10", "--kubeconfig-dir", folder]) { RedirectStandardOutput = true })!;
        try
        {
            await Deadline.ForAsync("the sandbox to be ready", TimeSpan.FromMinutes(2), async token =>
                (await process.StandardOutput.ReadLineAsync(token))?.StartsWith("Stop with", StringComparison.Ordinal) == true ? "ready" : null);

            using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))!;
            await Deadline.ForAsync("the sandbox to end", TimeSpan.FromMinutes(2), _ => Task.FromResult(process.HasExited ? "ended" : null));

            process.ExitCode.ShouldBe(0);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }
}
