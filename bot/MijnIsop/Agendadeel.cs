using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Agenda;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>What comes, the same as the word "planning" tells: the first of the coming weeks.</summary>
/// <param name="Vandaag">What there is today; the other days are in <see cref="Straks"/>.</param>
/// <param name="Meer">How many more there are.</param>
public sealed record AgendaView(IReadOnlyList<Agendapunt> Vandaag, IReadOnlyList<Agendapunt> Straks, int Meer)
{
    public static string Wanneer(Agendapunt punt, DateOnly today) =>
        punt.Van == punt.Tot ? punt.Van == today ? "vandaag" : punt.Van == today.AddDays(1) ? "morgen" : Dutch.ShortDay(punt.Van)
        : punt.Van <= today ? $"t/m {Dutch.ShortDay(punt.Tot)}"
        : $"{Dutch.ShortDay(punt.Van)} – {Dutch.ShortDay(punt.Tot)}";
}

internal sealed class AgendaLader(EigenZaken eigenZaken, Persoonsagenda agenda)
{
    private const int Meeste = 8;

    public async ValueTask<AgendaView> LaadAsync(Kijker k, CancellationToken ct)
    {
        // What only comes to the reader because nobody else can handle it is a task, not the reader's calendar.
        var zaken = await eigenZaken.NamingAsync(k.Id, k.Now, ct).ToListAsync(ct);
        var afspraken = await agenda.ReadAsync(k.Id, k.Vandaag, k.Vandaag.AddDays(Chat.Agenda.Weken * 7), ct);
        var punten = Chat.Agenda.Of(k.Betrokkene, zaken.Where(z => z.Zijde is not null || k.Betrokkene.Volgt(z.Zaak.Deelnemers.Student)), afspraken);
        var today = punten.Where(p => p.Van <= k.Vandaag && p.Van == p.Tot).ToList();
        var later = punten.Except(today).ToList();
        return new AgendaView(today, [.. later.Take(Meeste)], Math.Max(0, later.Count - Meeste));
    }
}
