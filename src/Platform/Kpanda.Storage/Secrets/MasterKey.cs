using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Storage.Secrets;

/// <summary>
/// The keys that wrap every other key. The file holds one base64 key of 256 bits per line: the first seals, the others still open what they sealed, which is
/// how a key is rotated.
/// </summary>
internal sealed class MasterKey
{
    public const int Size = 32;
    public const int IdSize = 4;

    private readonly List<(byte[] Id, byte[] Key)> _keys;

    private MasterKey(List<(byte[] Id, byte[] Key)> keys) => _keys = keys;

    public (byte[] Id, byte[] Key) Current => _keys[0];

    public byte[]? Find(ReadOnlySpan<byte> id)
    {
        foreach (var (known, key) in _keys)
        {
            if (id.SequenceEqual(known)) return key;
        }

        return null;
    }

    public static MasterKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var line = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)) + "\n";
            DataDirectory.TryCreateSecretFile(path, Encoding.ASCII.GetBytes(line));
        }

        RefuseOpenFile(path);
        return Parse(File.ReadAllLines(path), path);
    }

    internal static MasterKey Parse(IEnumerable<string> lines, string path)
    {
        var keys = new List<(byte[], byte[])>();
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            var key = new byte[Size];
            if (!Convert.TryFromBase64String(line, key, out var written) || written != Size)
                throw new InvalidDataException($"{path}: each line must be a base64 key of {Size} bytes.");
            keys.Add((SHA256.HashData(key)[..IdSize], key));
        }

        return keys.Count > 0 ? new MasterKey(keys) : throw new InvalidDataException($"{path}: no key in it.");
    }

    private static void RefuseOpenFile(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(path) & others) != 0) throw new InvalidDataException($"{path}: others than its owner may read it; run: chmod 600 {path}");
    }
}
