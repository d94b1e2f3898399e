using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>Sixty-four hexadecimal digits that belong to a text: container and image ids.</summary>
internal static class HexDigest
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
