using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.MijnIsop;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;

namespace Isop.Tests.MijnIsop;

public sealed class StandtellingTests
{
    [Fact]
    public async Task What_is_counted_on_from_the_last_count_is_what_counting_anew_says()
    {
        await using var host = await BureauHost.WithRegisterAsync(new Proefregister().WithStudents(5));
        var telling = host.Get<Standtelling>();
        await MustBeRightAsync();
        foreach (var student in new[] { Proefregister.Gijs, Proefregister.Noor, Proefregister.Ipek })
        {
            var zaak = await host.CaseOfAsync(student);
            foreach (var person in new[] { zaak.Deelnemers.Student, zaak.Deelnemers.Werkplekbegeleiders[0] })
            {
                Assert.IsType<Besluit.Gewijzigd>(await host.DecideAsync(await host.FindCaseAsync(zaak.Id), new Opdracht.DienIn(person, false)));
                await MustBeRightAsync();
            }
        }

        // Other names and boards, more cases, and another day.
        await host.ApplyAsync(new Proefregister().WithStudents(5).Plus("besturen", "B2;Stichting Twee").With("organisaties", "O2", "O2;De Esdoorn;B2;school;Varsseveld;7051 AA;midden;ja;;nee;ja"));
        await MustBeRightAsync();
        await host.ApplyAsync(new Proefregister().WithStudents(9));
        await MustBeRightAsync();
        await MustBeRightAsync(days: 30);

        async Task MustBeRightAsync(int days = 0)
        {
            var (register, ct) = (await host.Registers.CurrentAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            var k = new Kijker(register.FindByEmail(Proefregister.Cas)!, register, Core.Toegang.Rechten.Onderwijsbureau, host.Now.AddDays(days));
            var (kept, anew) = (await telling.ReadAsync("2026-2027", k, ct), await new Standtelling(host.Get<Voortgangslijst>()).ReadAsync("2026-2027", k, ct));
            Assert.Equal(anew.Standen.OrderBy(Key), kept.Standen.OrderBy(Key));
            Assert.Equal(anew.Periode, kept.Periode);
        }

        static string Key(Stand s) => $"{s.Organisatie}|{s.Bestuur}|{s.Periode}|{s.Staat}";
    }
}
