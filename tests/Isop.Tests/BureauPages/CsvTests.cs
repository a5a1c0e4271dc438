using System.Text;
using FsCheck.Xunit;
using Isop.Bot.Bureau;

namespace Isop.Tests.BureauPages;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+31612345678", "'+31612345678")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("zeg \"hoi\"", "\"zeg \"\"hoi\"\"\"")]
    [InlineData("regel\nregel", "\"regel\nregel\"")]
    [InlineData("'s-Heerenberg", "'s-Heerenberg")]
    [InlineData("", "")]
    public void A_cell_is_quoted_where_needed_and_never_a_formula(string value, string cell) => Assert.Equal(cell, Csv.Cell(value));

    [Property]
    public bool No_written_cell_begins_a_formula(string? value)
    {
        var cell = Csv.Cell(value ?? "").TrimStart('"').TrimStart(' ');
        return cell.Length == 0 || !"=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal) || (value ?? "").StartsWith('"');
    }

    [Fact]
    public void A_file_begins_with_the_mark_that_makes_excel_read_utf8() =>
        Assert.Equal("\uFEFFnaam;plaats\r\nİpek;Ulft\r\n", Encoding.UTF8.GetString(Csv.Write([["naam", "plaats"], ["İpek", "Ulft"]])));
}
