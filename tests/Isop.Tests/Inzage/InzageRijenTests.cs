using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Inzage;

public sealed class InzageRijenTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Partition Case = new("tussenevaluaties", "zaak-1");
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 14, 15, 0, TimeSpan.Zero);

    [Fact]
    public async Task Lines_come_back_in_the_order_of_time_beside_other_rows()
    {
        await using var store = TestStores.Memory();
        await store.CommitAsync(Case, [InzageRijen.Row(Line(2)), new Write.Add("zaak", "{}"u8.ToArray()), InzageRijen.Row(Line(1))], None);
        await store.CommitAsync(Case, [InzageRijen.Row(Line(3)), new Write.Add("aantekening", "{}"u8.ToArray())], None);

        Assert.Equal([Line(1), Line(2), Line(3)], await InzageRijen.ReadAsync(store, Case, DateTimeOffset.MinValue, None).ToListAsync(None));
        Assert.Equal([Line(2), Line(3)], await InzageRijen.ReadAsync(store, Case, Line(2).At, None).ToListAsync(None));
    }

    [Fact]
    public async Task Two_lines_of_one_moment_are_both_kept()
    {
        await using var store = TestStores.Memory();
        await store.CommitAsync(Case, [InzageRijen.Row(Line(1)), InzageRijen.Row(Line(1))], None);

        Assert.Equal(2, await InzageRijen.ReadAsync(store, Case, Start, None).CountAsync(None));
    }

    [Fact]
    public async Task A_line_stands_only_when_its_commit_does()
    {
        await using var store = TestStores.Memory();
        await store.CommitAsync(Case, [new Write.Add("zaak", "{}"u8.ToArray())], None);
        await store.CommitAsync(Case, [InzageRijen.Row(Line(1)), new Write.Add("zaak", "{}"u8.ToArray())], None);

        Assert.Empty(await InzageRijen.ReadAsync(store, Case, DateTimeOffset.MinValue, None).ToListAsync(None));
    }

    private static InzageRegel Line(int minute) => new()
    {
        At = Start.AddMinutes(minute), By = "bureau", Soort = InzageSoort.AntwoordenGeopend, Case = "zaak-1",
        About = PersonId.From(Guid.Parse("0123456789abcdef0123456789abcdef")), Detail = "formulier student",
    };
}
