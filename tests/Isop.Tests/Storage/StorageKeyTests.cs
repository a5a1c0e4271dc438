using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

public sealed class StorageKeyTests
{
    [Property(Arbitrary = [typeof(Keys)], MaxTest = 5_000)]
    public void The_order_of_encoded_keys_is_the_order_of_code_points(Key left, Key right) =>
        Assert.Equal(
            Math.Sign(CodePoints.Compare(left.Text, right.Text)),
            Math.Sign(string.CompareOrdinal(StorageKey.Encode(left.Text), StorageKey.Encode(right.Text))));

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 5_000)]
    public void Decoding_gives_back_the_key(Key key) => Assert.Equal(key.Text, StorageKey.Decode(StorageKey.Encode(key.Text)));

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 5_000)]
    public void An_encoded_key_holds_only_what_both_storages_take(Key key) =>
        Assert.All(StorageKey.Encode(key.Text), c => Assert.True(char.IsAsciiLetterOrDigit(c) || "-.:=@_!~}".Contains(c), $"'{c}'"));

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 5_000)]
    public void A_prefix_range_holds_exactly_what_starts_with_the_prefix(Key prefix, Key other, Key more)
    {
        var range = RowRange.Prefix(prefix.Text);
        foreach (var row in (string[])[prefix.Text, prefix.Text + more.Text, other.Text, prefix.Text + "\U0010FFFF"])
        {
            var within = CodePoints.Compare(row, range.From) >= 0 && (range.Until is null || CodePoints.Compare(row, range.Until) < 0);
            Assert.Equal(row.StartsWith(prefix.Text, StringComparison.Ordinal), within);
        }
    }

    [Theory]
    [InlineData("2026-11-16T14:15:00Z_uit:t.e@b=1", "2026-11-16T14:15:00Z_uit:t.e@b=1")]
    [InlineData("", "!")]
    [InlineData(" ", "!20")]
    [InlineData("a/b", "a.~2Fb")]
    [InlineData(@"\", "Z~5C")]
    [InlineData("#?", "!23=~3F")]
    [InlineData("%'", "!25!27")]
    [InlineData("zoë", "zo}C3AB")]
    [InlineData("🐝~", "}F09F909Dz~7E")]
    [InlineData("\0\u007F\u0080", "!00z~7F}C280")]
    public void The_encoding_does_not_change_because_it_is_stored(string key, string encoded)
    {
        Assert.Equal(encoded, StorageKey.Encode(key));
        Assert.Equal(key, StorageKey.Decode(encoded));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        foreach (var key in (string[])["\uD83D", "\uDC1D", "a\uDC1D\uD83Db", "a\uD83D"])
        {
            Assert.Throws<ArgumentException>(() => StorageKey.Encode(key));
        }

        Assert.Throws<ArgumentException>(() => RowRange.Prefix("a\uD83D"));
    }

    [Fact]
    public void A_key_may_take_512_characters_once_encoded_and_not_one_more()
    {
        Assert.Equal(512, StorageKey.Encode(new string('a', 512)).Length);
        Assert.Throws<ArgumentException>(() => StorageKey.Encode(new string('a', 513)));
        Assert.Equal(512, StorageKey.Encode("🐝" + new string('a', 503)).Length);
        Assert.Throws<ArgumentException>(() => StorageKey.Encode(new string('ë', 103)));
    }

    [Theory]
    [InlineData("!2")]
    [InlineData("a~")]
    [InlineData("}C3")]
    [InlineData("!zz")]
    public void What_no_key_encodes_to_is_no_key(string encoded) => Assert.Throws<FormatException>(() => StorageKey.Decode(encoded));
}

/// <summary>A key as the property tests draw it; printed by its code points.</summary>
public sealed record Key(string Text)
{
    public override string ToString() => string.Join(' ', Text.EnumerateRunes().Select(r => $"U+{r.Value:X4}"));
}

/// <summary>Short keys of few characters, so that prefixes and neighbours meet often, at every border of the encoding.</summary>
public static class Keys
{
    private static readonly int[] Borders =
    [
        0, 1, 0x1F, 0x7E, 0x7F, 0x80, 0xEB, 0x7FF, 0x800, 0x301, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F41D, 0x10FFFE, 0x10FFFF,
    ];

    public static Arbitrary<Key> Key()
    {
        var codePoint = Gen.Frequency(
            (4, Gen.Choose(0, 0x7F)),
            (4, Gen.Elements(Borders)),
            (3, Gen.Elements("-./0:;=>?@AZ[^_`az{}~! ".Select(c => (int)c))),
            (1, Gen.Choose(0xE000, 0x10FFFF)));
        var text = from length in Gen.Choose(0, 6)
                   from points in Gen.ArrayOf(codePoint, length)
                   select new Key(string.Concat(points.Select(char.ConvertFromUtf32)));
        return text.ToArbitrary();
    }
}
