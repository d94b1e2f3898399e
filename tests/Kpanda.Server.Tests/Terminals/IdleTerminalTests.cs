using System.Net.Sockets;

namespace Kpanda.Server.Tests.Terminals;

/// <summary>Terminals in which nothing happens, behind what cuts connections on which nothing comes.</summary>
public sealed class IdleTerminalTests(IdleTerminalTests.WithPings pods) : IClassFixture<IdleTerminalTests.WithPings>
{
    // Whatever a slow machine needs for two signs of life, it is less.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdleTerminal_IsUsedAfterwards()
    {
        await using var proxy = new IdleProxy(pods.Site.HttpUrl, Patience);
        using var browser = await TerminalPage.BrowserAsync(pods.Site);
        using var page = await TerminalPage.OpenAsync(pods.Site, browser, await TerminalPage.TicketAsync(browser, "plain"), through: proxy.Url);

        await page.TypeAsync("echo awa''ke\r");
        await page.SeesAsync("awake");
        // The page reads on, as pages do. Nothing happens, and yet something comes, again and again.
        var reading = page.SeesAsync("used");
        await proxy.PassedAsync(5, Token).WaitAsync(Patience, Token);
        reading.IsCompleted.ShouldBeFalse();
        await page.TypeAsync("echo us''ed\r");

        await reading;
        await page.CloseAsync();
    }

    [Fact]
    public async Task WhatGivesNoSignOfLife_IsCut()
    {
        await using var proxy = new IdleProxy(pods.Site.HttpUrl, TimeSpan.FromSeconds(1));
        using var client = new TcpClient();
        await client.ConnectAsync(new Uri(proxy.Url).Host, new Uri(proxy.Url).Port, Token);

        (await client.GetStream().ReadAsync(new byte[1], Token)).ShouldBe(0);
    }

    /// <summary>The same pods, on a server whose terminals give a sign of life each second.</summary>
    public sealed class WithPings : TerminalTests.WithPods
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("terminals.ping", "1s")];
    }
}
