namespace Kpanda.Integration.Tests;

/// <summary>Two processes on one data folder would write over each other.</summary>
public sealed class SecondProcessTests(ServerProcess server)
{
    [Fact]
    public async Task SecondServerOnOneDataFolder_IsRefusedAndSaysWhy()
    {
        var arguments = new[] { "run", "--urls", "http://127.0.0.1:0", "--data", server.Data };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));

        var (code, errors) = await ServerProcess.RunAsync(arguments, patience.Token);

        code.ShouldBe(1, errors);
        errors.ShouldContain($"uses the data folder {server.Data}");
        (await server.Client.GetAsync("/readyz", patience.Token)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
