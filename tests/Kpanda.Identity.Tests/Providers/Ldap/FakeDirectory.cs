using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>A directory that answers what a test wants, right or wrong: one connection, one answer for each message that comes.</summary>
internal sealed class FakeDirectory : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _served;

    /// <param name="answer">The answer to a message, by its number among all; what is sent is a sequence of chunks, so that one can go on forever.</param>
    public FakeDirectory(Func<int, IEnumerable<byte[]>> answer)
    {
        _listener.Start();
        _served = ServeAsync(answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections came.</summary>
    public int Connections { get; private set; }

    /// <summary>Everything that came.</summary>
    public MemoryStream Heard { get; } = new();

    /// <summary>A message with an operation, whose body is written by <paramref name="write"/>.</summary>
    public static byte[] Message(int id, int operation, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation))) write(writer);
        }

        return writer.Encode();
    }

    /// <summary>A result, such as of a bind (1), the end of a search (5) or an extended operation (24).</summary>
    public static byte[] Result(int id, int operation, int code, string referral = "") => Message(
        id,
        operation,
        writer =>
        {
            writer.WriteEncodedValue([0x0a, 0x01, (byte)code]);
            writer.WriteOctetString([]);
            writer.WriteOctetString("words\r\nof the directory"u8);
            if (referral.Length == 0) return;
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3))) writer.WriteOctetString(Encoding.ASCII.GetBytes(referral));
        });

    public static byte[] Entry(int id, string dn) => Message(
        id,
        4,
        writer =>
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(dn));
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteOctetString("uid"u8);
                using (writer.PushSetOf()) writer.WriteOctetString("anna"u8);
            }
        });

    /// <summary>A place elsewhere, in the midst of a search.</summary>
    public static byte[] Reference(int id, string url) => Message(id, 19, writer => writer.WriteOctetString(Encoding.ASCII.GetBytes(url)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _served;
        _stop.Dispose();
        await Heard.DisposeAsync();
    }

    private async Task ServeAsync(Func<int, IEnumerable<byte[]>> answer)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await AnswerAsync(client.GetStream(), answer);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, Func<int, IEnumerable<byte[]>> answer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var message = 1; ; message++)
            {
                var count = await stream.ReadAsync(buffer, _stop.Token);
                if (count == 0) return;
                Heard.Write(buffer, 0, count);
                foreach (var chunk in answer(message)) await stream.WriteAsync(chunk, _stop.Token);
            }
        }
        catch (IOException)
        {
            // The other side has had enough.
        }
    }
}
