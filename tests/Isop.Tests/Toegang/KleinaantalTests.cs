using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Toegang;

namespace Isop.Tests.Toegang;

/// <summary>One to four people are never told, and cannot be worked out from the total and the rest.</summary>
public sealed class KleinaantalTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    public void A_number_by_itself(int aantal, int? told) => Assert.Equal(told, Kleinaantal.Tel(aantal));

    [Theory]
    [InlineData("0 0 0", "0 0 0")]
    [InlineData("12 20 0", "12 20 0")]
    [InlineData("2 12 18", "- 12 -")]
    [InlineData("1 9 5", "- - -")]
    [InlineData("5 5 9 4", "5 5 - -")]
    [InlineData("4 4 18", "- - -")]
    [InlineData("2 3 18", "- - 18")]
    [InlineData("1 1 18 0", "- - - 0")]
    [InlineData("1 1 0", "- - -")]
    [InlineData("3 0 0", "- - -")]
    [InlineData("3", "-")]
    [InlineData("4 30", "- -")]
    public void Parts_of_a_total(string delen, string told) =>
        Assert.Equal(told, string.Join(' ', Kleinaantal.Verdeel([.. delen.Split(' ').Select(d => int.Parse(d, CultureInfo.InvariantCulture))]).Select(d => d?.ToString(CultureInfo.InvariantCulture) ?? "-")));

    /// <summary>
    /// Who knows the rule, the total and what is told, tries every division that would be told in the same way: each part that is not told can
    /// be at least two numbers.
    /// </summary>
    [Property(MaxTest = 150)]
    public Property Nobody_works_out_a_part_that_is_not_told()
    {
        var parts = Gen.Choose(0, 9).ListOf().Where(l => l.Count is > 1 and < 5).ToArbitrary();
        return Prop.ForAll(parts, list =>
        {
            int[] delen = [.. list];
            var told = Kleinaantal.Verdeel(delen);
            var worlds = Divisions(delen.Sum(), delen.Length).Where(w => Kleinaantal.Verdeel(w).SequenceEqual(told)).ToList();
            return told.All(t => t is null or 0 or >= Kleinaantal.Drempel)
                && Enumerable.Range(0, delen.Length).Where(i => told[i] is null).All(i => worlds.Select(w => w[i]).Distinct().Count() > 1);
        });
    }

    private static IEnumerable<int[]> Divisions(int total, int parts) => parts == 1
        ? [[total]]
        : Enumerable.Range(0, total + 1).SelectMany(first => Divisions(total - first, parts - 1).Select(rest => (int[])[first, .. rest]));
}
