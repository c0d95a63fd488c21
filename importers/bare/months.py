"""The months in many tongues, as dates write them in Latin letters without marks: in full, declined, and short."""

from typing import Final

ENGLISH: Final = {
    word: english
    for english, words in {
        "jan": "janvier janv januar jaenner enero ene janeiro gennaio gen januari stycznia styczen sty tammikuu ocak"
        " ledna leden sijecnja sijecanj yanvarya yanvar sichnya tammikuuta ianuarie jaanuar sausio janvaris"
        " ianouariou ianuar ionawr ion ian eanair janar januara jannar janaayo januarie yanuari yanv oca"
        " urtarrila gener xaneiro xan janvye",
        "feb": "fevrier fevr fev februar febrero fevereiro febbraio februari lutego luty lut helmikuu subat unora"
        " unor veljace veljaca fevralya fevral lyutogo helmikuuta februarie veebruar vasario februaris"
        " fevrouariou chwefror chwef chwe pebrero peb feabhra shkurt februara febr febrer febreiro febraayo"
        " frar fevruari sub otsaila fevriye",
        "mar": "mars marz maerz mrz marzo marco maart mrt marca marzec maaliskuu mart brezna brezen ozujka ozujak"
        " marta bereznya maaliskuuta martie marcius marts kovo martiou maret mac mawrth maw marso marec maarso"
        " machi marzu martxoa marc",
        "apr": "avril avr abril abr aprile april kwietnia kwiecien kwi huhtikuu nisan dubna duben travnja travanj"
        " aprelya aprel kvitnya huhtikuuta aprilie aprilis aprill balandzio apriliou ebrill ebr aibrean prill"
        " abriil aprili apirila nis aprila",
        "may": "mai mayo maio maggio mag mei maja maj toukokuu mayis kvetna kveten svibnja svibanj maya travnya"
        " toukokuuta majus geguzes maijs maiou bealtaine maajo mejju maig maiatza",
        "jun": "juin juni junio junho giugno giu czerwca czerwiec cze kesakuu haziran cervna cerven lipnja lipanj"
        " iyunya iyun chervnya kesakuuta iunie junius juuni birzelio junijs iouniou mehefin meh hunyo hun"
        " meitheamh qershor juna junij juun junie gunju iun juny xuno xun yuni haz ekaina",
        "jul": "juillet juil juli julio julho luglio lug lipca lipiec lip heinakuu temmuz cervence cervenec srpnja"
        " srpanj iyulya iyul lipnya heinakuuta iulie julius juuli liepos julijs iouliou julai gorffennaf gorff"
        " gor hulyo hul iuil korrik jula julij luulyo julie lulju iul juliol xullo xul yuli tem uztaila jiye",
        "aug": "aout august agosto ago augustus augusti sierpnia sierpien sie elokuu agustos srpna srpen kolovoza"
        " kolovoz avgusta avgust serpnya elokuuta augusztus rugpjucio augusts avgoustou agustus ogos awst"
        " lunasa gusht agusta agosti agoosto awwissu agost agust agu agt avg augoustou abuztua augusta",
        "sep": "septembre sept septiembre setembro set settembre september wrzesnia wrzesien wrz syyskuu eylul zari"
        " rujna rujan sentyabrya sentyabr veresnya syyskuuta septembrie szeptember septembar rugsejo"
        " septembris septemvriou medi setyembre mean shtator septembra sebtembar septemba settembru setembre"
        " septemvri sen eyl iraila septanm szept",
        "oct": "octobre oktober okt octubre outubro out ottobre ott pazdziernika pazdziernik paz lokakuu ekim rijna"
        " rijen oktyabrya oktyabr zhovtnya lokakuuta octombrie oktoober oktobar spalio oktobris oktovriou"
        " hydref hyd oktubre deireadh tetor oktobra oktoobar oktoba ottubru oktomvri eki urria oktob",
        "nov": "novembre noviembre novembro november listopada listopad lis marraskuu kasim listopadu studenoga"
        " studeni noyabrya noyabr marraskuuta noiembrie novembar lapkricio novembris noemvriou tachwedd tach"
        " nobyembre nob samhain nentor novembra nofembar novemba novembru noemvri noi noya noiem kas azaroa"
        " novanm",
        "dec": "decembre dezember dez diciembre dic dezembro dicembre desember des december grudnia grudzien gru"
        " joulukuu aralik prosince prosinec prosinca prosinac dekabrya dekabr grudnya joulukuuta decembrie"
        " detsember decembar gruodzio decembris dekemvriou disember rhagfyr rhag disyembre dis nollaig dhjetor"
        " decembra disembar desemba dicembru desembre decembro dekemvri dek ara abendua desanm",
    }.items()
    for word in words.split()
}
"""A month's word in small letters, and its first three letters in English."""

THAI: Final = {
    word: str(month)
    for month, words in enumerate(
        (
            "ม.ค. มกราคม", "ก.พ. กุมภาพันธ์", "มี.ค. มีนาคม", "เม.ย. เมษายน", "พ.ค. พฤษภาคม", "มิ.ย. มิถุนายน",
            "ก.ค. กรกฎาคม", "ส.ค. สิงหาคม", "ก.ย. กันยายน", "ต.ค. ตุลาคม", "พ.ย. พฤศจิกายน", "ธ.ค. ธันวาคม",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
"""Thailand's months, short and in full, whose letters are no words to a pattern of letters: vowels stand above them."""
