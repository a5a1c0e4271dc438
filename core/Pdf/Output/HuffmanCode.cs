namespace Isop.Core.Pdf.Output;

/// <summary>Shortest codes for how often symbols occur, none longer than a limit, in the order that deflate prescribes.</summary>
internal static class HuffmanCode
{
    /// <param name="codes">Each with its bits turned round, as deflate writes them.</param>
    public static void Make(ReadOnlySpan<int> use, Span<byte> lengths, Span<ushort> codes, int limit)
    {
        Span<long> sorted = stackalloc long[use.Length];
        var count = 0;
        for (var symbol = 0; symbol < use.Length; symbol++)
        {
            if (use[symbol] > 0)
            {
                sorted[count++] = ((long)use[symbol] << 16) | (uint)symbol;
            }
        }

        sorted = sorted[..count];
        sorted.Sort();
        Span<int> perLength = stackalloc int[64];
        perLength.Clear();
        CountLengths(sorted, perLength);
        Limit(perLength, limit, count);

        lengths.Clear();
        var next = count;
        for (var length = 1; length <= limit; length++)
        {
            for (var i = 0; i < perLength[length]; i++)
            {
                lengths[(int)(sorted[--next] & 0xFFFF)] = (byte)length;
            }
        }

        Number(lengths, codes, perLength, limit);
    }

    /// <summary>The depths of Huffman's tree, found in place (Moffat and Katajainen, 1995).</summary>
    private static void CountLengths(ReadOnlySpan<long> sorted, Span<int> perLength)
    {
        var n = sorted.Length;
        if (n <= 1)
        {
            perLength[1] = n;
            return;
        }

        Span<int> a = stackalloc int[n];
        for (var i = 0; i < n; i++)
        {
            a[i] = (int)(sorted[i] >> 16);
        }

        a[0] += a[1];
        var (root, leaf) = (0, 2);
        for (var next = 1; next < n - 1; next++)
        {
            a[next] = Lightest(a, ref root, ref leaf, next);
            a[next] += Lightest(a, ref root, ref leaf, next);
        }

        a[n - 2] = 0;
        for (var next = n - 3; next >= 0; next--)
        {
            a[next] = a[a[next]] + 1;
        }

        var (open, used, depth, node) = (1, 0, 0, n - 2);
        while (open > 0)
        {
            for (; node >= 0 && a[node] == depth; node--)
            {
                used++;
            }

            perLength[depth] += open - used;
            (open, used, depth) = (2 * used, 0, depth + 1);
        }
    }

    private static int Lightest(Span<int> a, ref int root, ref int leaf, int next)
    {
        if (leaf < a.Length && (root >= next || a[root] >= a[leaf]))
        {
            return a[leaf++];
        }

        var weight = a[root];
        a[root++] = next;
        return weight;
    }

    private static void Limit(Span<int> perLength, int limit, int count)
    {
        if (count <= 1)
        {
            return;
        }

        for (var length = limit + 1; length < perLength.Length; length++)
        {
            perLength[limit] += perLength[length];
        }

        var total = 0L;
        for (var length = 1; length <= limit; length++)
        {
            total += (long)perLength[length] << (limit - length);
        }

        for (; total > 1L << limit; total--)
        {
            perLength[limit]--;
            var shorter = limit - 1;
            while (perLength[shorter] == 0)
            {
                shorter--;
            }

            perLength[shorter]--;
            perLength[shorter + 1] += 2;
        }
    }

    private static void Number(ReadOnlySpan<byte> lengths, Span<ushort> codes, ReadOnlySpan<int> perLength, int limit)
    {
        Span<int> next = stackalloc int[limit + 2];
        next.Clear();
        for (var length = 1; length <= limit; length++)
        {
            next[length + 1] = (next[length] + perLength[length]) << 1;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var (code, turned) = (lengths[symbol] == 0 ? 0 : next[lengths[symbol]]++, 0);
            for (var bit = 0; bit < lengths[symbol]; bit++, code >>= 1)
            {
                turned = (turned << 1) | (code & 1);
            }

            codes[symbol] = (ushort)turned;
        }
    }
}
