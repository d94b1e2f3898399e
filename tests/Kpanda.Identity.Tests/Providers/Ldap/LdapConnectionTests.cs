using System.Text;
using Kpanda.Identity.Providers.Ldap.Protocol;
using Kpanda.Kube.Dial;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>Directories that lie, lead elsewhere or never end.</summary>
public sealed class LdapConnectionTests
{
    private static readonly LdapSearch Search = new("dc=example,dc=org", LdapScope.Subtree, LdapFilter.Equal("uid", "anna"), ["uid"], 10, PageSize: null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Referral_IsNotFollowed()
    {
        await using var elsewhere = new FakeDirectory(_ => []);
        await using var directory = new FakeDirectory(message => [FakeDirectory.Result(message, 5, 10, $"ldap://127.0.0.1:{elsewhere.Port}/dc=example,dc=org")]);

        (await FaultAsync(directory)).ShouldBe((LdapFault.Answer, "it refers to another directory, which is not asked"));
        elsewhere.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task ReferenceInASearch_IsLeftOut()
    {
        await using var elsewhere = new FakeDirectory(_ => []);
        await using var directory = new FakeDirectory(message =>
            [FakeDirectory.Reference(message, $"ldap://127.0.0.1:{elsewhere.Port}/"), FakeDirectory.Entry(message, "uid=anna"), FakeDirectory.Result(message, 5, 0)]);
        await using var connection = await ConnectAsync(directory);

        var found = new List<string>();
        await foreach (var entry in connection.SearchAsync(Search, Token)) found.Add(entry.Dn);

        found.ShouldBe(["uid=anna"]);
        elsewhere.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("giant message", nameof(LdapFault.Answer), "larger than 16 MB")]
    [InlineData("endless entries", nameof(LdapFault.Answer), "more than 10 entries")]
    [InlineData("another number", nameof(LdapFault.Answer), "what was not asked")]
    [InlineData("another operation", nameof(LdapFault.Answer), "another operation")]
    [InlineData("no LDAP", nameof(LdapFault.Answer), "does not speak LDAP")]
    [InlineData("endless length", nameof(LdapFault.Answer), "does not speak LDAP")]
    [InlineData("broken", nameof(LdapFault.Answer), "cannot be read")]
    [InlineData("goodbye", nameof(LdapFault.Unreachable), "ends the connection")]
    [InlineData("cut off", nameof(LdapFault.Unreachable), "does not answer within")]
    [InlineData("silence", nameof(LdapFault.Unreachable), "does not answer within")]
    [InlineData("busy", nameof(LdapFault.Answer), "result 51 words  of the directory")]
    public async Task AnswerThatIsNone_EndsTheSearch(string lie, string fault, string words)
    {
        await using var directory = new FakeDirectory(message => lie switch
        {
            "giant message" => [[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]],
            "endless entries" => Enumerable.Range(0, 1_000).Select(i => FakeDirectory.Entry(message, $"uid=p{i}")),
            "another number" => [FakeDirectory.Result(message + 7, 5, 0)],
            "another operation" => [FakeDirectory.Result(message, 1, 0)],
            "no LDAP" => [Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n")],
            "endless length" => [[0x30, 0x80, 0x02, 0x01, 0x01]],
            "broken" => [[0x30, 0x03, 0x02, 0x05, 0x01]],
            "goodbye" => [FakeDirectory.Result(0, 24, 52)],
            "cut off" => [[0x30, 0x20, 0x02]],
            "busy" => [FakeDirectory.Result(message, 5, 51)],
            _ => [],
        });

        var (found, message) = await FaultAsync(directory, isSilent: words == "does not answer within");

        $"{found}".ShouldBe(fault, message);
        message.ShouldContain(words);
    }

    [Fact]
    public async Task PagesWithoutEnd_AreNotReadForever()
    {
        await using var directory = new FakeDirectory(message => [FakeDirectory.Entry(message, $"uid=p{message}"), PageOf(message)]);
        await using var connection = await ConnectAsync(directory);

        var failure = await Should.ThrowAsync<LdapException>(async () =>
        {
            await foreach (var _ in connection.SearchAsync(Search with { PageSize = 1 }, Token))
            {
            }
        });

        failure.Message.ShouldContain("more than 10 entries");
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("uid=anna", "")]
    [InlineData("", "")]
    public async Task BindOfNobody_IsNotEvenSent(string dn, string password)
    {
        await using var directory = new FakeDirectory(message => [FakeDirectory.Result(message, 1, 0)]);
        await using var connection = await ConnectAsync(directory);

        (await Should.ThrowAsync<LdapException>(() => connection.BindAsync(dn, password, Token))).Fault.ShouldBe(LdapFault.Credentials);
        directory.Heard.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(49, nameof(LdapFault.Credentials))]
    [InlineData(53, nameof(LdapFault.Credentials))]
    [InlineData(32, nameof(LdapFault.Credentials))]
    [InlineData(14, nameof(LdapFault.Answer))]
    [InlineData(10, nameof(LdapFault.Answer))]
    [InlineData(51, nameof(LdapFault.Answer))]
    public async Task BindThatIsNotASuccess_IsNone(int code, string fault)
    {
        await using var directory = new FakeDirectory(message => [FakeDirectory.Result(message, 1, code, code == 10 ? "ldap://127.0.0.1" : "")]);
        await using var connection = await ConnectAsync(directory);

        (await Should.ThrowAsync<LdapException>(() => connection.BindAsync("uid=anna", "secret", Token))).Fault.ToString().ShouldBe(fault);
    }

    [Theory]
    [InlineData("refused", nameof(LdapFault.Tls))]
    [InlineData("answers before TLS", nameof(LdapFault.Tls))]
    [InlineData("silence", nameof(LdapFault.Unreachable))]
    public async Task WithoutTls_NothingSecretIsSent(string how, string fault)
    {
        await using var directory = new FakeDirectory(message => (how, message) switch
        {
            ("refused", 1) => [FakeDirectory.Result(message, 24, 52)],
            // What an attacker puts behind the agreement to begin TLS would be an answer to the bind that follows.
            ("answers before TLS", 1) => [[.. FakeDirectory.Result(message, 24, 0), .. FakeDirectory.Result(2, 1, 0)]],
            _ => [],
        });

        var failure = await Should.ThrowAsync<LdapException>(async () =>
        {
            await using var connection = await ConnectAsync(directory, startTls: true, isSilent: how == "silence");
            await connection.BindAsync("uid=anna", "the secret", Token);
        });

        $"{failure.Fault}".ShouldBe(fault, failure.Message);
        Encoding.ASCII.GetString(directory.Heard.ToArray()).ShouldNotContain("the secret");
    }

    // The end of a page with a cookie for a next one.
    private static byte[] PageOf(int id)
    {
        var done = FakeDirectory.Result(id, 5, 0);
        byte[] control = [0xa0, 0x29, 0x30, 0x27, 0x04, 0x16, .. Encoding.ASCII.GetBytes("1.2.840.113556.1.4.319"), 0x04, 0x0d, 0x30, 0x0b, 0x02, 0x01, 0x00, 0x04, 0x06, .. "cookie"u8];
        return [0x30, (byte)(done[1] + control.Length), .. done[2..], .. control];
    }

    // Only what waits for an answer that never comes is to end soon.
    private static Task<LdapConnection> ConnectAsync(FakeDirectory directory, bool startTls = false, bool isSilent = false) =>
        LdapConnection.ConnectAsync(
            new LdapServer("127.0.0.1", directory.Port, Tls: false, startTls, Authorities: "", Limit: isSilent ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1)), new DirectDialer(new EgressPolicy(AllowLoopback: true, AllowPrivate: true)), Token);

    private static async Task<(LdapFault Fault, string Message)> FaultAsync(FakeDirectory directory, bool isSilent = false)
    {
        await using var connection = await ConnectAsync(directory, isSilent: isSilent);
        var failure = await Should.ThrowAsync<LdapException>(async () =>
        {
            await foreach (var _ in connection.SearchAsync(Search, Token))
            {
            }
        });
        return (failure.Fault, failure.Message);
    }
}
