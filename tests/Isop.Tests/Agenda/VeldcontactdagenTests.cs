using Isop.Core.Agenda;
using Isop.Core.Register;

namespace Isop.Tests.Agenda;

public sealed class VeldcontactdagenTests
{
    private static readonly Persoon Opleider = Persoon(1);
    private static readonly Persoon Coach = Persoon(2);
    private static readonly Persoon Mentor = Persoon(3);
    private static readonly DateOnly[] Dagen = [new(2026, 10, 6), new(2026, 12, 8), new(2027, 2, 9), new(2027, 5, 11)];

    [Fact]
    public async Task Opleiders_and_coaches_have_them_and_a_mentor_does_not()
    {
        var register = Register("20260901T080000-a", Dagen);

        Assert.Equal(Dagen, (await OfAsync(register, Opleider)).Select(a => a.Datum));
        Assert.Equal(Dagen, (await OfAsync(register, Coach)).Select(a => a.Datum));
        Assert.Empty(await OfAsync(register, Mentor));
        Assert.All(await OfAsync(register, Coach), a => Assert.Null(a.Tijd));
    }

    [Fact]
    public async Task A_day_that_moves_keeps_its_name_for_calendars_and_counts_as_newer()
    {
        var before = await OfAsync(Register("20260901T080000-a", Dagen), Coach);
        var after = await OfAsync(Register("20261001T090000-b", [Dagen[0], new(2026, 12, 15), Dagen[2], Dagen[3]]), Coach);

        Assert.Equal(before.Select(a => a.Uid), after.Select(a => a.Uid));
        Assert.Equal(4, before.Select(a => a.Uid).Distinct().Count());
        Assert.True(after[1].Volgnummer > before[1].Volgnummer);
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 9, 0, 0, TimeSpan.Zero), after[1].Gewijzigd);
    }

    [Fact]
    public async Task A_row_for_one_organisatie_is_for_who_works_there_and_who_left_has_none()
    {
        var register = Register("20260901T080000-a", Dagen, organisatie: "O2");

        Assert.Empty(await OfAsync(register, Opleider));
        Assert.Equal(4, (await OfAsync(register, Coach)).Count);
        Assert.Empty(await OfAsync(Register("20260901T080000-a", Dagen, ended: true), Coach));
    }

    [Fact]
    public async Task Only_the_days_that_were_asked_for() =>
        Assert.Equal(
            [Dagen[1]],
            (await new Veldcontactdagen(_ => ValueTask.FromResult(Register("20260901T080000-a", Dagen)))
                .AfsprakenVan(Coach.Id, Dagen[1], Dagen[1], TestContext.Current.CancellationToken)).Select(a => a.Datum));

    private static async Task<IReadOnlyList<Afspraak>> OfAsync(RegisterSnapshot register, Persoon person) =>
        await new Veldcontactdagen(_ => ValueTask.FromResult(register))
            .AfsprakenVan(person.Id, new(2026, 8, 1), new(2027, 7, 31), TestContext.Current.CancellationToken);

    private static RegisterSnapshot Register(string version, DateOnly[] days, string? organisatie = null, bool ended = false) => new(version, new RegisterData
    {
        Personen = [Opleider, Coach with { Beeindigd = ended ? new(2026, 9, 1) : null }, Mentor],
        Rollen =
        [
            new(Opleider.Id, RolSoort.Schoolopleider, "O1", null, new(2020, 8, 1), null),
            new(Coach.Id, RolSoort.Studiecoach, null, null, new(2020, 8, 1), null),
            new(Mentor.Id, RolSoort.Werkplekbegeleider, "O1", null, new(2020, 8, 1), null),
        ],
        Kalender = [.. days.Select(d => new KalenderRegel(KalenderSoort.Veldcontactdag, "Veldcontactdag", d, d, null, null, organisatie))],
    });

    private static Persoon Persoon(byte number) => new()
    {
        Id = PersonId.From(new Guid(number, 0, 0, new byte[8])), Email = $"p{number}@school.example", Naam = $"Persoon {number}", Roepnaam = "P", Bron = "iselinge",
    };
}
