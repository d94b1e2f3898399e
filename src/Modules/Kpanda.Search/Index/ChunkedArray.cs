namespace Kpanda.Search.Index;

/// <summary>An array that grows without moving: a million rows never cost a second copy while they grow.</summary>
internal sealed class ChunkedArray<T>
{
    private const int Bits = 10;
    private const int ChunkSize = 1 << Bits;
    private T[][] _chunks = [];

    public ref T this[int index] => ref _chunks[index >> Bits][index & (ChunkSize - 1)];

    public void EnsureLength(int length)
    {
        var chunks = (length + ChunkSize - 1) >> Bits;
        if (chunks <= _chunks.Length) return;
        var from = _chunks.Length;
        Array.Resize(ref _chunks, chunks);
        for (var i = from; i < chunks; i++) _chunks[i] = new T[ChunkSize];
    }
}
