using System.Net;
using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Rights;

/// <summary>A binding that is taken away in the member ends the terminals and the logs that were opened with it.</summary>
public sealed class StreamRevocationTests(TerminalTests.WithPods pods) : IClassFixture<TerminalTests.WithPods>
{
    private const string Pod = $"/k8s/clusters/{Guests.Cluster}/api/v1/namespaces/default/pods/plain";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenTerminalAndLog_End()
    {
        var guests = new Guests(pods.Site);
        using var person = await guests.SignInAsync("operator");
        var take = await guests.BindAsync("operator", RoleTemplates.NamespaceEdit, "default");
        await Guests.UntilAsync(async () => (await person.GetAsync(Pod, Token)).StatusCode == HttpStatusCode.OK, "the right is known");
        using var browser = await TerminalPage.BrowserAsync(pods.Site, "operator");
        using var terminal = await TerminalPage.ShellAsync(pods.Site, browser, "plain");
        await terminal.TypeAsync("echo here-$((40+2))\r");
        await terminal.SeesAsync("here-42");
        using var log = await person.GetAsync($"{Pod}/log?follow=1", HttpCompletionOption.ResponseHeadersRead, Token);
        log.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var lines = await log.Content.ReadAsStreamAsync(Token);
        var began = TimeProvider.System.GetTimestamp();

        await take();

        (await terminal.EndAsync()).GetProperty("type").GetString().ShouldBe("ended");
        Tell("a terminal", began);
        await EndOfAsync(lines);
        Tell("a log", began);
        (await person.GetAsync(Pod, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static void Tell(string what, long began) => TestContext.Current.TestOutputHelper?.WriteLine($"{what} ended after {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");

    private static async Task EndOfAsync(Stream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) > 0)
            {
                // What was on its way.
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            // Cut, not ended.
        }
    }
}
